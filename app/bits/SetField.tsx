/** Type a value (`1.5`, `nan`, `-inf`) or a word (`0x7f800000`) and press Enter: the same operands as `set(...)`. */
import { type KeyboardEvent, useId, useState } from 'react';
import { parseFault } from '#engine/faults/parse.ts';
import type { Format } from '#engine/formats/format.ts';

export interface SetFieldProps {
  readonly format: Format;
  readonly onSet: (word: number) => void;
}

export function SetField({ format, onSet }: SetFieldProps) {
  const errorId = useId();
  const [error, setError] = useState<string | null>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter') return;
    const word = wordOf(event.currentTarget.value, format);
    if (word === null) {
      setError('Wanted a number, nan, inf, -inf, or a word such as 0x7fc00000.');
      return;
    }
    setError(null);
    event.currentTarget.value = '';
    onSet(word);
  };
  return (
    <>
      <input
        className="set-field"
        aria-label="Set the word to a number, nan, inf, -inf or 0x and hexadecimal digits"
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : errorId}
        placeholder="set to…"
        autoComplete="off"
        spellCheck={false}
        onKeyDown={onKeyDown}
        onInput={() => setError(null)}
      />
      {error !== null && (
        <span id={errorId} className="set-error" role="alert">
          {error}
        </span>
      )}
    </>
  );
}

/** The word that `set(text)` stores in this format, or null if the fault grammar does not know the text. */
export function wordOf(text: string, format: Format): number | null {
  try {
    const { effect } = parseFault(`node/tensor[]:set(${text.trim().toLowerCase()})`);
    if (effect.kind === 'set') return format.encode(effect.value);
    return effect.kind === 'setWord' && effect.word < 2 ** format.width ? effect.word : null;
  } catch {
    return null;
  }
}
