/** One of a few: radio buttons that look like one control. Arrow keys come from the browser's own radio group. */
import { useId } from 'react';

export interface SegmentedOption<V extends string> {
  readonly value: V;
  readonly label: string;
}

export interface SegmentedProps<V extends string> {
  readonly label: string;
  readonly options: readonly SegmentedOption<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly mono?: boolean;
  /** Words in a line, the chosen one underlined. */
  readonly quiet?: boolean;
}

export function Segmented<V extends string>({
  label,
  options,
  value,
  onChange,
  mono = false,
  quiet = false,
}: SegmentedProps<V>) {
  const name = useId();
  return (
    <fieldset className={`segmented${mono ? ' mono' : ''}${quiet ? ' quiet' : ''}`}>
      <legend className="visually-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="segmented-option">
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
