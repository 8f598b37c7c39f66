/**
 * The bits of one word as buttons: index above, field letter below, field colour behind. One tab stop; arrows move,
 * Space or Enter flips, dragging paints. In one row where 32 fit, else in rows of eight (bits.css).
 */
import { type KeyboardEvent, useRef, useState } from 'react';
import { bitColumns } from './bitColumns.ts';
import { type BitCell, bitAfterKey } from './bitRow.ts';
import { useBitPaint } from './useBitPaint.ts';

export interface BitStripProps {
  readonly bits: readonly BitCell[];
  /** What flipping a bit would make of the value, for people who hear the page. */
  readonly consequence: (bitIndex: number) => string;
  /** What a bit stands for in the word's formula, shown where one hovers: `×2^128`. */
  readonly term?: (bitIndex: number) => string;
  readonly onFlip: (bits: readonly number[]) => void;
  /** All flips between begin and end are one drag. */
  readonly onStroke?: (part: 'begin' | 'end') => void;
}

const NOTHING = () => undefined;

export function BitStrip({ bits, consequence, term, onFlip, onStroke = NOTHING }: BitStripProps) {
  const strip = useRef<HTMLFieldSetElement>(null);
  const [cursor, setCursor] = useState(Math.max(bits.length - 2, 0));
  const { press, pass, click } = useBitPaint(onFlip, onStroke);
  const between = (from: number, to: number) => {
    const places = [from, to].map((bitIndex) => bits.length - 1 - bitIndex).sort((a, b) => a - b);
    const [first = 0, last = 0] = places;
    return sameRow(strip.current, from, to) ? bits.slice(first + 1, last) : [];
  };
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
    <fieldset
      ref={strip}
      className="bits"
      style={bitColumns(bits.length)}
      aria-label="Bits, most significant first"
      onKeyDown={move}
    >
      {bits.map((bit) => {
        const { bitIndex, digit, field, letter, edge, flipped } = bit;
        return (
          <div key={bitIndex} className={edge ? 'bit-cell field-edge' : 'bit-cell'}>
            <span className={rulerClass(bitIndex, bits.length)} aria-hidden="true">
              {bitIndex}
            </span>
            <button
              type="button"
              className={bit.changed ? 'bit changed' : 'bit'}
              data-bit={bitIndex}
              data-field={field}
              data-term={term?.(bitIndex)}
              aria-pressed={flipped}
              aria-label={`bit ${bitIndex}, ${field}, ${digit}`}
              aria-description={consequence(bitIndex)}
              tabIndex={bitIndex === Math.min(cursor, bits.length - 1) ? 0 : -1}
              onFocus={() => setCursor(bitIndex)}
              onPointerDown={(event) => press(event, bit)}
              onPointerEnter={() => pass(bit, between)}
              onClick={() => click(bit)}
            >
              {digit}
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

/** Rows of eight stand under each other: between two bits of different rows there is nothing to paint. */
function sameRow(strip: HTMLElement | null, a: number, b: number): boolean {
  const top = (bit: number) => strip?.querySelector<HTMLElement>(`button[data-bit="${bit}"]`)?.offsetTop;
  return top(a) === top(b);
}

/** Every fourth index of a long word on one line, the ends of rows in rows of eight. */
function rulerClass(bitIndex: number, width: number): string {
  const line = width <= 16 || bitIndex % 4 === 0 || bitIndex === width - 1;
  const row = bitIndex % 8 === 0 || bitIndex % 8 === 7;
  return `bit-index${line ? ' on-line' : ''}${row ? ' on-row' : ''}`;
}
