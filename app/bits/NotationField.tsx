/**
 * One notation of the word, to be typed over: Enter or leaving the field takes it, Escape gives it up. What cannot be
 * read stays in the field with a line that says what is wanted. In the value, arrows step to the next number.
 */
import { type KeyboardEvent, useId, useState } from 'react';
import type { WordModel } from './wordModel.ts';
import { type Notation, printWord, readWord } from './wordText.ts';

export interface NotationFieldProps {
  readonly model: WordModel;
  readonly notation: Notation;
  readonly word: number;
  readonly changed: boolean;
  readonly onSet: (word: number) => void;
  /** Arrow keys: so many steps up, negative down; `held` until the key is let go. */
  readonly onStep?: (steps: number) => void;
  readonly onStepEnd?: () => void;
}

const NAMES = {
  value: 'Value of the word',
  hex: 'Word in hexadecimal',
  integer: 'Word as an integer',
} as const;
const LARGE_STEP = 10;

export function NotationField({
  model,
  notation,
  word,
  changed,
  onSet,
  onStep,
  onStepEnd,
}: NotationFieldProps) {
  const errorId = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const text = printWord(model, notation, word);
  const shown = draft ?? text;
  const giveUp = () => {
    setDraft(null);
    setError(null);
  };
  const take = () => {
    if (draft === null || draft === text) return giveUp();
    const read = readWord(model, notation, draft);
    if (read.kind === 'error') return setError(read.message);
    giveUp();
    onSet(read.word);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (event.key === 'Enter') take();
    else if (event.key === 'Escape') giveUp();
    else if (direction !== 0 && onStep) {
      event.preventDefault();
      giveUp();
      onStep(direction * (event.shiftKey ? LARGE_STEP : 1));
    }
  };
  return (
    <>
      <input
        className={changed ? 'notation changed' : 'notation'}
        data-notation={notation}
        style={{ width: `calc(${Math.max(shown.length, 4)}ch + 14px)` }}
        value={shown}
        aria-label={NAMES[notation]}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : errorId}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setDraft(event.target.value);
          setError(null);
        }}
        onKeyDown={onKeyDown}
        onKeyUp={onStepEnd}
        onBlur={() => {
          take();
          onStepEnd?.();
        }}
      />
      {error !== null && (
        <span id={errorId} className="set-error" role="alert">
          {error}
        </span>
      )}
    </>
  );
}
