/**
 * The bits of one word as buttons: index above, field letter below, field colour behind. One tab stop; arrows move,
 * Space or Enter flips, dragging paints. In one row where 32 fit, else in rows of eight (bits.css).
 */
import { type KeyboardEvent, useRef, useState } from 'react';
import { type BitCell, bitAfterKey } from './bitRow.ts';
import { useBitPaint } from './useBitPaint.ts';

export interface BitStripProps {
  readonly bits: readonly BitCell[];
  /** What flipping a bit would make of the value, for people who hear the page. */
  readonly consequence: (bitIndex: number) => string;
  readonly onFlip: (bits: readonly number[]) => void;
}

export function BitStrip({ bits, consequence, onFlip }: BitStripProps) {
  const strip = useRef<HTMLFieldSetElement>(null);
  const [cursor, setCursor] = useState(Math.max(bits.length - 2, 0));
  const { painted, press, pass, click } = useBitPaint(onFlip);
  const move = (event: KeyboardEvent) => {
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    const next = modified ? null : bitAfterKey(event.key, cursor, bits.length);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    setCursor(next);
    strip.current?.querySelector<HTMLButtonElement>(`button[data-bit="${next}"]`)?.focus();
  };
  return (
    <fieldset ref={strip} className="bits" aria-label="Bits, most significant first" onKeyDown={move}>
      {bits.map((bit) => {
        const { bitIndex, digit, field, letter, edge, flipped } = bit;
        return (
          <div key={bitIndex} className={edge ? 'bit-cell field-edge' : 'bit-cell'}>
            <span className={rulerClass(bitIndex, bits.length)} aria-hidden="true">
              {bitIndex}
            </span>
            <button
              type="button"
              className={bitClass(bit, painted.has(bitIndex))}
              data-bit={bitIndex}
              data-field={field}
              aria-pressed={flipped}
              aria-label={`bit ${bitIndex}, ${field}, ${digit}`}
              aria-description={consequence(bitIndex)}
              tabIndex={bitIndex === Math.min(cursor, bits.length - 1) ? 0 : -1}
              onFocus={() => setCursor(bitIndex)}
              onPointerDown={(event) => press(event, bit)}
              onPointerEnter={() => pass(bit)}
              onClick={() => click(bit)}
            >
              {painted.has(bitIndex) ? 1 - digit : digit}
            </button>
            <span className="bit-letter" aria-hidden="true">
              {letter}
            </span>
          </div>
        );
      })}
    </fieldset>
  );
}

function bitClass({ changed }: BitCell, painted: boolean): string {
  return `bit${changed ? ' changed' : ''}${painted ? ' painted' : ''}`;
}

/** Every fourth index on one line, the ends of rows in rows of eight. */
function rulerClass(bitIndex: number, width: number): string {
  const line = bitIndex % 4 === 0 || bitIndex === width - 1;
  const row = bitIndex % 8 === 0 || bitIndex % 8 === 7;
  return `bit-index${line ? ' on-line' : ''}${row ? ' on-row' : ''}`;
}
