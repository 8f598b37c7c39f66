/**
 * The bits of one word as buttons: index above, field letter below, field colour behind. One tab stop; arrows move,
 * Space or Enter flips. In one row where 32 fit, else in rows of eight (bits.css).
 */
import { type KeyboardEvent, useRef, useState } from 'react';
import { type BitCell, bitAfterKey } from './bitRow.ts';

export interface BitStripProps {
  readonly bits: readonly BitCell[];
  /** What flipping a bit would make of the value, for people who hear the page. */
  readonly consequence: (bitIndex: number) => string;
  readonly onToggle: (bitIndex: number) => void;
}

export function BitStrip({ bits, consequence, onToggle }: BitStripProps) {
  const strip = useRef<HTMLFieldSetElement>(null);
  const [cursor, setCursor] = useState(bits.length - 2);
  const move = (event: KeyboardEvent) => {
    const next =
      event.ctrlKey || event.metaKey || event.altKey ? null : bitAfterKey(event.key, cursor, bits.length);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    setCursor(next);
    strip.current?.querySelector<HTMLButtonElement>(`button[data-bit="${next}"]`)?.focus();
  };
  return (
    <fieldset ref={strip} className="bits" aria-label="Bits, most significant first" onKeyDown={move}>
      {bits.map(({ bitIndex, digit, field, letter, edge, flipped, changed }) => (
        <div key={bitIndex} className={edge ? 'bit-cell field-edge' : 'bit-cell'}>
          <span className={rulerClass(bitIndex, bits.length)} aria-hidden="true">
            {bitIndex}
          </span>
          <button
            type="button"
            className={changed ? 'bit changed' : 'bit'}
            data-bit={bitIndex}
            data-field={field}
            aria-pressed={flipped}
            aria-label={`bit ${bitIndex}, ${field}, ${digit}`}
            aria-description={consequence(bitIndex)}
            tabIndex={bitIndex === Math.min(cursor, bits.length - 1) ? 0 : -1}
            onFocus={() => setCursor(bitIndex)}
            onClick={() => onToggle(bitIndex)}
          >
            {digit}
          </button>
          <span className="bit-letter" aria-hidden="true">
            {letter}
          </span>
        </div>
      ))}
    </fieldset>
  );
}

/** Every fourth index on one line, the ends of rows in rows of eight. */
function rulerClass(bitIndex: number, width: number): string {
  const line = bitIndex % 4 === 0 || bitIndex === width - 1;
  const row = bitIndex % 8 === 0 || bitIndex % 8 === 7;
  return `bit-index${line ? ' on-line' : ''}${row ? ' on-row' : ''}`;
}
