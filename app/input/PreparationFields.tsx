/** The choices between a picture, or numbers, and the model's input. */
import { Choice } from '#app/ui/Field.tsx';
import type { Filter, Preparation, Resize, Scaling } from '#engine/io/datasets/preparation.ts';
import { NumberTyped } from './NumberTyped.tsx';

interface PreparationFieldsProps {
  readonly preparation: Preparation;
  /** Levels of pictures; otherwise numbers, which are not resized. */
  readonly pictures: boolean;
  /** What the model's card makes of levels 0 and 255. */
  readonly range: readonly [number, number];
  readonly colour: boolean;
  readonly onChange: (part: Partial<Preparation>) => void;
}

const RESIZES: readonly { readonly value: Resize; readonly label: string }[] = [
  { value: 'crop', label: 'Crop the middle' },
  { value: 'fit', label: 'Fit whole, zero around' },
  { value: 'stretch', label: 'Stretch' },
];
const FILTERS: readonly { readonly value: Filter; readonly label: string }[] = [
  { value: 'bilinear', label: 'Bilinear' },
  { value: 'bicubic', label: 'Bicubic' },
  { value: 'area', label: 'Area (mean of what is covered)' },
  { value: 'nearest', label: 'Nearest' },
];
const CHANNELS = [
  { value: 'auto', label: 'As fits the model' },
  { value: 'last', label: 'Channels last' },
  { value: 'first', label: 'Channels first' },
] as const;

export function PreparationFields({
  preparation,
  pictures,
  range,
  colour,
  onChange,
}: PreparationFieldsProps) {
  const { resize, keep, filter, scaling, invert, bgr, channels } = preparation;
  const round = (value: number) => Number(value.toPrecision(4));
  const scalings: readonly { readonly value: Scaling['kind']; readonly label: string }[] = [
    {
      value: 'model',
      label: pictures ? `As the model: ${round(range[0])} to ${round(range[1])}` : 'As they are',
    },
    { value: '0..1', label: '0 to 255 become 0 to 1' },
    { value: '-1..1', label: '0 to 255 become -1 to 1' },
    { value: '0..255', label: 'Stay 0 to 255' },
    { value: 'imagenet', label: 'ImageNet mean and deviation' },
    { value: 'affine', label: 'Times and plus ...' },
  ];
  const scale = (kind: Scaling['kind']): Scaling =>
    kind === 'affine' ? { kind, scale: 1 / 255, offset: 0 } : { kind };
  return (
    <div className="preparing-fields">
      {pictures && (
        <>
          <Choice
            label="Size"
            value={resize}
            options={RESIZES}
            onChange={(value) => onChange({ resize: value, keep: 1 })}
          />
          {resize === 'crop' && (
            <NumberTyped
              label="Kept of the middle"
              value={keep}
              onChange={(value) => value > 0 && value <= 1 && onChange({ keep: value })}
            />
          )}
          <Choice
            label="Resized by"
            value={filter}
            options={FILTERS}
            onChange={(value) => onChange({ filter: value })}
          />
        </>
      )}
      <Choice
        label="Numbers"
        value={scaling.kind}
        options={scalings}
        onChange={(kind) => onChange({ scaling: scale(kind) })}
      />
      {scaling.kind === 'affine' && (
        <>
          <NumberTyped
            label="Times"
            value={scaling.scale}
            onChange={(value) => value !== 0 && onChange({ scaling: { ...scaling, scale: value } })}
          />
          <NumberTyped
            label="Plus"
            value={scaling.offset}
            onChange={(value) => onChange({ scaling: { ...scaling, offset: value } })}
          />
        </>
      )}
      {!pictures && (
        <Choice
          label="Axes of the file"
          value={channels}
          options={CHANNELS}
          onChange={(value) => onChange({ channels: value })}
        />
      )}
      {pictures && (
        <div className="preparing-ticks">
          <label>
            <input
              type="checkbox"
              checked={invert}
              onChange={({ target }) => onChange({ invert: target.checked })}
            />
            Invert light and dark
          </label>
          {colour && (
            <label>
              <input
                type="checkbox"
                checked={bgr}
                onChange={({ target }) => onChange({ bgr: target.checked })}
              />
              Blue first (BGR)
            </label>
          )}
        </div>
      )}
    </div>
  );
}
