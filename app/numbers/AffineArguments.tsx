/** Arguments of integers with a scale: bits, sign, what the range is taken from, symmetry, rounding, one scale or many. */
import { Segmented } from '#app/ui/Segmented.tsx';
import {
  type AffineSpec,
  printAffineSpec,
  type RangeRule,
  type Rounding,
  readAffineSpec,
} from '#engine/storage/affineSpec.ts';
import { ArgumentLine } from './ArgumentLine.tsx';
import { RuleFields } from './RuleFields.tsx';
import { WholeSlider } from './WholeSlider.tsx';

interface AffineArgumentsProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
}

const RULES: readonly { readonly value: RangeRule['kind']; readonly label: string }[] = [
  { value: 'minmax', label: 'least to greatest' },
  { value: 'percentile', label: 'percentile' },
  { value: 'mse', label: 'least squared error' },
  { value: 'given', label: 'by hand' },
  { value: 'scale', label: 'scale and zero point' },
];
const ROUNDINGS: readonly { readonly value: Rounding; readonly label: string }[] = [
  { value: 'even', label: 'half even' },
  { value: 'away', label: 'half away' },
  { value: 'floor', label: 'floor' },
  { value: 'zero', label: 'to zero' },
];
const SIGNS = [
  { value: 'int', label: 'signed' },
  { value: 'uint', label: 'unsigned' },
] as const;
const AXES = [
  { value: 'tensor', label: 'tensor' },
  { value: 'channel', label: 'channel' },
] as const;

/** Nothing for other formats. */
export function AffineArguments({ text, onChange }: AffineArgumentsProps) {
  const spec = readAffineSpec(text);
  if (spec === null) return null;
  const set = (change: Partial<AffineSpec>) => onChange(printAffineSpec({ ...spec, ...change }));
  const byScale = spec.range.kind === 'scale';
  return (
    <>
      <ArgumentLine name="bits">
        <WholeSlider label="bits" low={2} high={16} value={spec.width} onChange={(width) => set({ width })} />
      </ArgumentLine>
      <ArgumentLine name="sign">
        <Segmented
          label="sign"
          options={SIGNS}
          value={spec.signed ? 'int' : 'uint'}
          onChange={(sign) => set({ signed: sign === 'int' })}
        />
      </ArgumentLine>
      <ArgumentLine name="range">
        <select
          aria-label="Range from"
          value={spec.range.kind}
          onChange={(event) => {
            const kind = RULES.find(({ value }) => value === event.target.value)?.value;
            if (kind)
              set({ range: firstRule(kind), ...(kind === 'given' || kind === 'scale' ? ONE_SCALE : {}) });
          }}
        >
          {RULES.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <RuleFields range={spec.range} onChange={(range) => set({ range })} />
      </ArgumentLine>
      {!byScale && (
        <>
          <ArgumentLine name="symmetric" isSet={spec.symmetric}>
            <input
              type="checkbox"
              aria-label="symmetric"
              checked={spec.symmetric}
              onChange={(event) => set({ symmetric: event.target.checked })}
            />
          </ArgumentLine>
          <ArgumentLine name="one scale per" isSet={spec.axis === 'channel'}>
            <Segmented
              label="one scale per"
              options={AXES}
              value={spec.axis}
              onChange={(axis) =>
                set({
                  axis,
                  ...(axis === 'channel' && spec.range.kind === 'given' ? { range: { kind: 'minmax' } } : {}),
                })
              }
            />
          </ArgumentLine>
          <ArgumentLine name="rounding" isSet={spec.rounding !== 'even'}>
            <select
              aria-label="rounding"
              value={spec.rounding}
              onChange={(event) => {
                const rounding = ROUNDINGS.find(({ value }) => value === event.target.value)?.value;
                if (rounding) set({ rounding });
              }}
            >
              {ROUNDINGS.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </ArgumentLine>
        </>
      )}
    </>
  );
}

const ONE_SCALE = { axis: 'tensor' } as const;

function firstRule(kind: RangeRule['kind']): RangeRule {
  switch (kind) {
    case 'minmax':
    case 'mse':
      return { kind };
    case 'percentile':
      return { kind, percent: 99.9 };
    case 'given':
      return { kind, lowest: -1, highest: 1 };
    case 'scale':
      return { kind, scale: 0.05, zero: 0 };
  }
}
