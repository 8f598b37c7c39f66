/** The numbers that a rule for a range takes. */
import type { RangeRule } from '#engine/storage/affineSpec.ts';
import { NumberField } from './NumberField.tsx';

interface RuleFieldsProps {
  readonly range: RangeRule;
  readonly onChange: (range: RangeRule) => void;
}

export function RuleFields({ range, onChange }: RuleFieldsProps) {
  switch (range.kind) {
    case 'minmax':
    case 'mse':
      return null;
    case 'percentile':
      return (
        <NumberField
          label="percent"
          value={range.percent}
          onChange={(percent) => onChange({ ...range, percent })}
        />
      );
    case 'given':
      return (
        <>
          <NumberField
            label="lowest"
            value={range.lowest}
            onChange={(lowest) => onChange({ ...range, lowest })}
          />
          <NumberField
            label="highest"
            value={range.highest}
            onChange={(highest) => onChange({ ...range, highest })}
          />
        </>
      );
    case 'scale':
      return (
        <>
          <NumberField
            label="scale"
            value={range.scale}
            onChange={(scale) => onChange({ ...range, scale })}
          />
          <NumberField
            label="zero point"
            value={range.zero}
            onChange={(zero) => onChange({ ...range, zero })}
          />
        </>
      );
  }
}
