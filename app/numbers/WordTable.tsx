/**
 * Words with their values, the golden and the faulty one marked. Where bits can be flipped they are buttons in the row of
 * the word as it is now; a press on another row takes that word.
 */
import { useEffect, useId, useRef, useState } from 'react';
import { exactFloat32, formatCount } from '#app/ui/formatNumber.ts';
import { bitText } from './bitNames.ts';
import { type CodeRow, codeRows, isWhole, type ListedWords, pageOf, turnPage } from './codeRows.ts';

export interface WordTableProps {
  readonly words: ListedWords;
  readonly golden: number;
  readonly faulty: number;
  readonly onPick: (row: CodeRow) => void;
  readonly onFlip?: (bit: number) => void;
}

export function WordTable({ words, golden, faulty, onPick, onFlip }: WordTableProps) {
  const id = useId();
  const { width } = words;
  const whole = isWhole(width);
  const [first, setFirst] = useState(() => pageOf(golden, width));
  useEffect(() => setFirst(pageOf(faulty, width)), [faulty, width]);
  const rows = codeRows(words, Math.min(first, pageOf(2 ** width - 1, width)));
  const box = useRef<HTMLElement>(null);
  useEffect(() => keepInSight(box.current, faulty), [faulty]);
  const page = (pages: number) => () => setFirst((at) => turnPage(at, width, pages));
  return (
    <>
      <div className="part-head">
        <h2 className="panel-title" id={id}>
          {whole ? `All ${2 ** width} words` : 'Words'}
        </h2>
        {!whole && (
          <>
            <button type="button" className="button plain" aria-label="Previous words" onClick={page(-1)}>
              ‹
            </button>
            <span className="soft">
              {formatCount(first)} to {formatCount(first + rows.length - 1)} of {formatCount(2 ** width)}
            </span>
            <button type="button" className="button plain" aria-label="Next words" onClick={page(1)}>
              ›
            </button>
          </>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="code-box" ref={box} tabIndex={0} aria-label="Code table">
        <ol className={width > 12 ? 'codes wide mono' : 'codes mono'}>
          {rows.map((row) => (
            <Row
              key={row.word}
              row={row}
              width={width}
              mark={row.word === golden ? 'golden' : row.word === faulty ? 'faulty' : null}
              onPick={() => onPick(row)}
              onFlip={row.word === faulty ? onFlip : undefined}
            />
          ))}
        </ol>
      </section>
    </>
  );
}

/** Not scrollIntoView: the page itself must not move. */
function keepInSight(box: HTMLElement | null, word: number): void {
  const row = box?.querySelector<HTMLElement>(`[data-word="${word}"]`);
  if (!box || !row) return;
  const { offsetTop, offsetHeight } = row;
  if (offsetTop < box.scrollTop || offsetTop + offsetHeight > box.scrollTop + box.clientHeight)
    box.scrollTop = offsetTop - box.clientHeight / 2;
}

interface RowProps {
  readonly row: CodeRow;
  readonly width: number;
  readonly mark: 'golden' | 'faulty' | null;
  readonly onPick: () => void;
  readonly onFlip: ((bit: number) => void) | undefined;
}

const MARKS = {
  golden: { sign: '◂', says: 'the value' },
  faulty: { sign: '✕', says: 'after the flips' },
} as const;

function Row({ row: { word, value, reachable }, width, mark, onPick, onFlip }: RowProps) {
  const digits = bitText(word, width);
  return (
    <li data-word={word} className={mark ?? ''}>
      {onFlip ? (
        <span className="code-bits">
          {Array.from(digits, (digit, k) => {
            const bit = width - 1 - k;
            return (
              <button
                key={bit}
                type="button"
                className="code-bit"
                aria-label={`flip bit ${bit} of ${digits}`}
                onClick={() => onFlip(bit)}
              >
                {digit}
              </button>
            );
          })}
        </span>
      ) : (
        <span className="code-bits">{digits}</span>
      )}
      <button
        type="button"
        className={reachable ? 'code-value' : 'code-value unreachable'}
        tabIndex={-1}
        onClick={onPick}
        title={reachable ? 'Take this word' : 'No number is encoded so: only a fault leads here'}
      >
        {exactFloat32(value)}
      </button>
      <span className="code-mark" aria-hidden="true">
        {mark && MARKS[mark].sign}
      </span>
      {mark && <span className="visually-hidden">{MARKS[mark].says}</span>}
    </li>
  );
}
