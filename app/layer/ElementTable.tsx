/**
 * The heatmap's twin for those who read rather than look: the greatest changes (or values) as a real table, of which only
 * the rows in sight are made. One tab stop: arrows, Page Up and Down, Home and End go from row to row, Enter opens its word.
 */
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useViewport } from '#app/ui/useViewport.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';
import type { Comparison } from './comparison.ts';
import { mostChanged } from './mostChanged.ts';
import { distanceOf, indexText } from './ReadOut.tsx';
import type { TensorWords } from './tensorWords.ts';

export interface ElementTableProps {
  readonly shape: readonly number[];
  readonly comparison: Comparison;
  readonly words: TensorWords;
  readonly onPick: (flatIndex: number) => void;
}

const MOST_ROWS = 500;
const ROW_HEIGHT = 24;
const HEIGHT = 9 * ROW_HEIGHT;
const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 8,
  PageUp: -8,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

export function ElementTable({ shape, comparison, words, onPick }: ElementTableProps) {
  const { golden, faulty } = comparison;
  const indices = useMemo(() => mostChanged(comparison, MOST_ROWS), [comparison]);
  const scroller = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState(0);
  const { top, height } = useViewport(scroller, HEIGHT, indices.length * ROW_HEIGHT);
  const first = Math.floor(top / ROW_HEIGHT);
  const last = Math.min(indices.length, Math.ceil((top + height) / ROW_HEIGHT));
  const at = Math.min(cursor, indices.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.min(Math.max(at + step, 0), indices.length - 1);
    setCursor(next);
    if (scroller.current) focusRow(scroller.current, next);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys come from the rows inside
    <div ref={scroller} className="element-table" style={{ maxHeight: HEIGHT }} onKeyDown={onKeyDown}>
      <table
        aria-rowcount={indices.length + 1}
        style={{ marginBlock: `${first * ROW_HEIGHT}px ${(indices.length - last) * ROW_HEIGHT}px` }}
      >
        <thead>
          <tr>
            {['index', 'golden', 'faulty', 'difference', words.modelAt(0).distanceUnit].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {indices.slice(first, last).map((index, k) => {
            const row = first + k;
            const change = Math.abs((faulty[index] as number) - (golden[index] as number));
            return (
              <tr key={index} aria-rowindex={row + 2} style={{ height: ROW_HEIGHT }}>
                <th scope="row">
                  <button
                    type="button"
                    data-row={row}
                    tabIndex={row === at || (k === 0 && at < first) ? 0 : -1}
                    onFocus={() => setCursor(row)}
                    onClick={() => onPick(index)}
                  >
                    {indexText(shape, index)}
                  </button>
                </th>
                <td>{shortNumber(golden[index] as number)}</td>
                <td>{shortNumber(faulty[index] as number)}</td>
                <td>{shortNumber(change)}</td>
                <td>{distanceOf(words, index)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** At once, for who types fast; but the row may only be made once it has been scrolled to. */
function focusRow(scroller: HTMLElement, row: number): void {
  const top = row * ROW_HEIGHT;
  const { scrollTop, clientHeight } = scroller;
  if (top < scrollTop) scroller.scrollTop = top;
  else if (top + 2 * ROW_HEIGHT > scrollTop + clientHeight)
    scroller.scrollTop = top + 2 * ROW_HEIGHT - clientHeight;
  const find = () => scroller.querySelector<HTMLElement>(`button[data-row="${row}"]`);
  const made = find();
  if (made) made.focus({ preventScroll: true });
  else requestAnimationFrame(() => find()?.focus());
}
