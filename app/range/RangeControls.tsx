/** Which format, for what, and the ready ranges. */
import { FAMILY_GROUPS, type Family, type FamilyGroup } from '#app/numbers/families.ts';
import { familyOf } from '#app/numbers/numberSystem.ts';
import { SystemForm } from '#app/numbers/SystemForm.tsx';
import { Segmented } from '#app/ui/Segmented.tsx';
import { FLOAT32, readStorageSpec } from '#engine/storage/storageSpec.ts';
import { endsKind } from './rangeEnds.ts';
import { PRESET_NAMES, type RangePreset, withPreset } from './rangePresets.ts';
import type { Spread } from './spread.ts';
import type { Target } from './storageEntries.ts';

interface RangeControlsProps {
  readonly format: string;
  readonly spread: Spread | null;
  readonly target: Target;
  /** The word for all tensors of this kind. */
  readonly all: string;
  readonly onTarget: (target: Target) => void;
  readonly onChange: (format: string) => void;
}

const QUICK = [
  'int8(range=minmax,symmetric)',
  'int4(range=mse,symmetric)',
  'quantized_bits(6,0,alpha=1)',
  'float16',
];
const PRESETS = Object.keys(PRESET_NAMES) as readonly RangePreset[];

/** Nothing can be stored with draws. */
const isStorable = ({ name }: Family): boolean => !/^(bernoulli|stochastic_)/.test(name);
const GROUPS: readonly FamilyGroup[] = FAMILY_GROUPS.map(({ label, families }) => ({
  label,
  families: families.filter(isStorable),
}));

const canonical = (text: string): string => readStorageSpec(text).text;

export function RangeControls({ format, spread, target, all, onTarget, onChange }: RangeControlsProps) {
  const spec = readStorageSpec(format);
  const hasRange = spec.kind === 'affine' || endsKind(spec) !== 'none';
  return (
    <>
      <Segmented
        label="What is stored so"
        options={[
          { value: 'tensor', label: 'this tensor' },
          { value: 'all', label: `all ${all}` },
        ]}
        value={target}
        onChange={onTarget}
      />
      {format === FLOAT32 ? (
        <div className="range-quick">
          <span className="soft">Store as</span>
          {QUICK.map((text) => (
            <button
              key={text}
              type="button"
              className="button mono"
              aria-label={text}
              title={text}
              onClick={() => onChange(canonical(text))}
            >
              {text.replace(/\(range.*/, '')}
            </button>
          ))}
        </div>
      ) : (
        hasRange &&
        spread && (
          <div className="range-quick">
            <span className="soft">Range</span>
            {PRESETS.map((preset) => (
              <button
                key={preset}
                type="button"
                className="button"
                onClick={() => onChange(withPreset(format, preset, spread))}
              >
                {PRESET_NAMES[preset]}
              </button>
            ))}
          </div>
        )
      )}
      <SystemForm
        text={format}
        family={familyOf(spec)}
        groups={GROUPS}
        read={canonical}
        onChange={onChange}
      />
    </>
  );
}
