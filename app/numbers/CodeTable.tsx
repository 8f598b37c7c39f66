/** Every word with its value, as the FKeras notebook prints them; the chosen value's word and its faulty one are marked. */
import { useEffect, useId, useRef, useState } from 'react';
import { exactFloat32, formatCount } from '#app/ui/formatNumber.ts';
import { bitText } from './bitNames.ts';
import { type CodeRow, codeRows, pageOf, turnPage, WHOLE } from './codeRows.ts';
import { setElement } from './numbersStore.ts';
import type { PartProps } from './partProps.ts';

export function CodeTable({ scene, view }: PartProps) {
  const id = useId();
  const { element } = scene;
  const format = view.formatAt(element);
  const golden = view.words[element] as number;
  const faulty = view.faulty.words[element] as number;
  const whole = 2 ** format.width <= WHOLE;
  const [first, setFirst] = useState(() => pageOf(golden, format.width));
  useEffect(() => setFirst(pageOf(golden, format.width)), [golden, format.width]);
  const rows = codeRows(format, Math.min(first, pageOf(2 ** format.width - 1, format.width)));
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const row = box.current?.querySelector<HTMLElement>(`[data-word="${golden}"]`);
    // Not scrollIntoView: the page itself must not move.
    if (row && box.current) {
      const { offsetTop, offsetHeight } = row;
      const { scrollTop, clientHeight } = box.current;
      if (offsetTop < scrollTop || offsetTop + offsetHeight > scrollTop + clientHeight)
        box.current.scrollTop = offsetTop - clientHeight / 2;
    }
  }, [golden]);
  const page = (pages: number) => () => setFirst((at) => turnPage(at, format.width, pages));
  return (
    <section className="part area-codes" aria-labelledby={id}>
      <div className="part-head">
        <h2 className="panel-title" id={id}>
          {whole ? `All ${2 ** format.width} words` : 'Words'}
        </h2>
        {!whole && (
          <>
            <button type="button" className="button plain" aria-label="Previous words" onClick={page(-1)}>
              ‹
            </button>
            <span className="soft">
              {formatCount(first)} to {formatCount(first + rows.length - 1)} of{' '}
              {formatCount(2 ** format.width)}
            </span>
            <button type="button" className="button plain" aria-label="Next words" onClick={page(1)}>
              ›
            </button>
          </>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="code-box" ref={box} tabIndex={0} aria-label="Code table">
        <ol className={format.width > 12 ? 'codes wide mono' : 'codes mono'}>
          {rows.map((row) => (
            <Row
              key={row.word}
              row={row}
              width={format.width}
              mark={row.word === golden ? 'golden' : row.word === faulty ? 'faulty' : null}
              onPick={() => setElement(scene, element, row.value)}
            />
          ))}
        </ol>
      </section>
    </section>
  );
}

interface RowProps {
  readonly row: CodeRow;
  readonly width: number;
  readonly mark: 'golden' | 'faulty' | null;
  readonly onPick: () => void;
}

const SAYS = { golden: 'the value', faulty: 'after the flips' } as const;

function Row({ row: { word, value, reachable }, width, mark, onPick }: RowProps) {
  return (
    <li data-word={word} className={mark ?? ''}>
      <button
        type="button"
        tabIndex={-1}
        onClick={onPick}
        title={reachable ? 'Take this value' : 'No number is encoded so: only a fault leads here'}
      >
        <span className="code-bits">{bitText(word, width)}</span>
        <span className={reachable ? 'code-value' : 'code-value unreachable'}>{exactFloat32(value)}</span>
        <span className="code-mark">{mark === null ? '' : mark === 'golden' ? '◂' : '✕'}</span>
        {mark && <span className="visually-hidden">{SAYS[mark]}</span>}
      </button>
    </li>
  );
}
