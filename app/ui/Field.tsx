/** A labelled choice or a labelled line of text of a form. */
import { useId } from 'react';
import './labelled.css';

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
  /** Gets the focus when the screen opens. */
  readonly first?: boolean;
}

export function Choice<V extends string>({ label, value, options, onChange, first = false }: ChoiceProps<V>) {
  const id = useId();
  return (
    <div className="labelled">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        data-first-focus={first ? '' : undefined}
        onChange={({ target }) => {
          const chosen = options[target.selectedIndex];
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

interface TypedProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Behind the field: `%`. */
  readonly unit?: string;
}

export function Typed({ label, value, onChange, unit }: TypedProps) {
  const id = useId();
  return (
    <div className="labelled">
      <label htmlFor={id}>{label}</label>
      <span className="labelled-typed">
        <input
          id={id}
          value={value}
          inputMode={unit === undefined ? 'text' : 'decimal'}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => onChange(target.value)}
        />
        {unit !== undefined && <span className="soft">{unit}</span>}
      </span>
    </div>
  );
}

interface LinesProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly rows: number;
  readonly placeholder?: string;
}

/** Several lines of text in a monospace face. */
export function Lines({ label, value, onChange, rows, placeholder }: LinesProps) {
  const id = useId();
  return (
    <div className="labelled labelled-lines">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className="mono"
        value={value}
        rows={rows}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}
