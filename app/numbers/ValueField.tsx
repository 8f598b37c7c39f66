/** The value as text. Takes what reads as a number at once; what does not stays until it does. */
import { useEffect, useState } from 'react';
import { printValue, readNumber } from './tensorText.ts';

interface ValueFieldProps {
  readonly value: number;
  readonly onChange: (value: number) => void;
}

export function ValueField({ value, onChange }: ValueFieldProps) {
  const printed = printValue(value);
  const [draft, setDraft] = useState(printed);
  useEffect(() => setDraft(printed), [printed]);
  const wrong = readNumber(draft) === undefined;
  return (
    <input
      className="field value-field mono"
      aria-label="Value"
      aria-invalid={wrong}
      title={wrong ? 'A number such as 0.1, 1e-3, NaN, inf or -inf' : undefined}
      spellCheck={false}
      autoComplete="off"
      value={draft}
      onChange={(event) => {
        setDraft(event.target.value);
        const next = readNumber(event.target.value);
        if (next !== undefined) onChange(next);
      }}
      onBlur={() => setDraft(printed)}
    />
  );
}
