/** A number as text. Takes what reads as a finite number at once; what does not stays until it does. */
import { useEffect, useState } from 'react';
import { exactFloat32 } from '#app/ui/formatNumber.ts';
import { readNumber } from './tensorText.ts';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

export function NumberField({ label, value, onChange }: NumberFieldProps) {
  const printed = exactFloat32(value);
  const [draft, setDraft] = useState(printed);
  useEffect(() => setDraft(printed), [printed]);
  const read = readNumber(draft);
  return (
    <input
      className="field short mono"
      inputMode="decimal"
      aria-label={label}
      aria-invalid={read === undefined || !Number.isFinite(read)}
      autoComplete="off"
      value={draft}
      onChange={(event) => {
        setDraft(event.target.value);
        const next = readNumber(event.target.value);
        if (next !== undefined && Number.isFinite(next)) onChange(next);
      }}
      onBlur={() => setDraft(printed)}
    />
  );
}
