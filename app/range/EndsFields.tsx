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
  mirrored: 'symmetric: both ends move',
  power: 'powers of two: integer bits',
  none: '',
};

export function EndsFields({ ends, kind, onChange }: EndsFieldsProps) {
  return (
    <div className="range-ends" title="Drag an end, with Alt the window; wheel or + and - zoom, 0 shows all">
      <NumberField
        label="Lower end"
        value={ends.lowest}
        onChange={(lowest) => onChange({ ...ends, lowest }, 'lowest')}
      />
      <span className="soft">to</span>
      <NumberField
        label="Upper end"
        value={ends.highest}
        onChange={(highest) => onChange({ ...ends, highest }, 'highest')}
      />
      <span className="soft range-hint">{SAYS[kind] || 'Alt: both ends · wheel: zoom'}</span>
    </div>
  );
}
