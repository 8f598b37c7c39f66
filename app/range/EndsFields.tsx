/** The two ends as numbers to type. */
import { NumberField } from '#app/numbers/NumberField.tsx';
import type { EndsKind, RangeEnds } from './rangeEnds.ts';

interface EndsFieldsProps {
  readonly ends: RangeEnds;
  readonly kind: EndsKind;
  readonly onChange: (ends: RangeEnds, moved: 'lowest' | 'highest') => void;
}

const SAYS: Readonly<Record<EndsKind, string>> = {
  free: '',
  mirrored: 'both ends move: this format is symmetric',
  power: 'ends go by powers of two: integer bits',
  none: '',
};

export function EndsFields({ ends, kind, onChange }: EndsFieldsProps) {
  return (
    <div className="range-ends">
      <NumberField
        label="Lowest"
        value={ends.lowest}
        onChange={(lowest) => onChange({ ...ends, lowest }, 'lowest')}
      />
      <span className="soft">to</span>
      <NumberField
        label="Highest"
        value={ends.highest}
        onChange={(highest) => onChange({ ...ends, highest }, 'highest')}
      />
      <span className="soft range-hint">
        {SAYS[kind] || 'drag an end, Alt-drag the window, wheel to zoom'}
      </span>
    </div>
  );
}
