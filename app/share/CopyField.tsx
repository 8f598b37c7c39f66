/** Text to be copied: shown whole on request, selected when it is focused, with a button that copies it. */
import { useId } from 'react';
import { copyText } from './copyText.ts';

interface CopyFieldProps {
  readonly label: string;
  readonly text: string;
  /** Subject of "... is copied". */
  readonly what: string;
  /** Several lines rather than one. */
  readonly rows?: number;
  /** Gets the focus when its dialog opens. */
  readonly first?: boolean;
}

export function CopyField({ label, text, what, rows = 1, first = false }: CopyFieldProps) {
  const id = useId();
  return (
    <div className="copy-field">
      <label htmlFor={id}>{label}</label>
      {rows === 1 ? (
        <input
          id={id}
          className="copy-text mono"
          readOnly
          value={text}
          onFocus={(event) => event.target.select()}
        />
      ) : (
        <textarea
          id={id}
          className="copy-text mono"
          readOnly
          rows={rows}
          value={text}
          onFocus={(event) => event.target.select()}
        />
      )}
      <button
        type="button"
        className="button"
        data-first-focus={first ? '' : undefined}
        aria-label={`Copy: ${label}`}
        onClick={() => void copyText(text, what)}
      >
        Copy
      </button>
    </div>
  );
}
