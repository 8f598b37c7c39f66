/** A number that is typed: told when it is one, kept as it was typed meanwhile. */
import { useEffect, useState } from 'react';
import { Typed } from '#app/ui/Field.tsx';

interface NumberTypedProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

export function NumberTyped({ label, value, onChange }: NumberTypedProps) {
  const [text, setText] = useState(String(value));
  useEffect(
    () => setText((typed) => (Number(typed) === value && typed !== '' ? typed : String(value))),
    [value],
  );
  return (
    <Typed
      label={label}
      value={text}
      onChange={(typed) => {
        setText(typed);
        if (typed.trim() !== '' && Number.isFinite(Number(typed))) onChange(Number(typed));
      }}
    />
  );
}
