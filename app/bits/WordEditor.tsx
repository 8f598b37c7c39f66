/**
 * One word in every notation at once: bits, hexadecimal, value, equation, its neighbours and what each flip would do.
 * Hovering a bit, a bar or a term lights its field everywhere; that goes through data attributes, not through React.
 */
import { type FocusEvent, type PointerEvent, useMemo, useRef } from 'react';
import { exactFloat32, formatCount, formatWord } from '#app/ui/formatNumber.ts';
import { flipMagnitudes } from '#engine/formats/flipMagnitudes.ts';
import type { Format } from '#engine/formats/format.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';
import { nextDown, nextUp, ulpDistance } from '#engine/words/signMagnitude.ts';
import { BitStrip } from './BitStrip.tsx';
import { bitRow } from './bitRow.ts';
import { FlipChart } from './FlipChart.tsx';
import { SetField } from './SetField.tsx';
import { WordEquation } from './WordEquation.tsx';
import { highlight, type WordHover } from './wordHover.ts';

export interface WordEditorProps {
  readonly format: Format;
  /** Unsigned words. `base` is the faulty word without this word's own flips. */
  readonly golden: number;
  readonly base: number;
  readonly faulty: number;
  readonly flips: ReadonlySet<number>;
  readonly onFlip: (bits: readonly number[]) => void;
  /** Puts a whole word in place of this one. */
  readonly onSet: (word: number) => void;
}

export function WordEditor({ format, golden, base, faulty, flips, onFlip, onSet }: WordEditorProps) {
  const root = useRef<HTMLDivElement>(null);
  const bits = useMemo(() => bitRow(format, golden, faulty, flips), [format, golden, faulty, flips]);
  const magnitudes = useMemo(() => flipMagnitudes(format, base), [format, base]);
  const hover = (event: PointerEvent | FocusEvent) => highlight(root.current, hoverOf(event.target));
  const changed = golden !== faulty;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches what happens to the bits inside
    <div
      ref={root}
      className="word"
      onFocus={hover}
      onBlur={() => highlight(root.current, null)}
      onPointerOver={hover}
      onPointerLeave={() => highlight(root.current, null)}
    >
      <dl className="word-values">
        <dt>value</dt>
        <dd>
          <Pair
            before={exactFloat32(format.decode(golden))}
            after={changed ? exactFloat32(format.decode(faulty)) : null}
          />
          {changed && (
            <span className="delta">{distanceText(format.decode(golden), format.decode(faulty))}</span>
          )}
        </dd>
        <dt>hex</dt>
        <dd>
          <Pair before={formatWord(golden)} after={changed ? formatWord(faulty) : null} />
          {changed && <span className="delta">{ulpText(ulpDistance(golden, faulty, format))}</span>}
        </dd>
      </dl>
      <BitStrip
        bits={bits}
        consequence={(bitIndex) => `flips to ${shortNumber(magnitudes[bitIndex]?.value ?? Number.NaN)}`}
        onFlip={onFlip}
      />
      <WordEquation format={format} word={faulty} />
      <fieldset
        className="neighbours"
        aria-label="Replace the word: by a neighbour, one step of this format, or by what you type"
      >
        <span className="neighbour-word">next</span>
        <Neighbour side="below" word={nextDown(faulty, format)} {...{ format, faulty, onSet }} />
        <Neighbour side="above" word={nextUp(faulty, format)} {...{ format, faulty, onSet }} />
        <SetField format={format} onSet={onSet} />
      </fieldset>
      <FlipChart format={format} word={base} flips={flips} onToggle={(bitIndex) => onFlip([bitIndex])} />
    </div>
  );
}

function Pair({ before, after }: { readonly before: string; readonly after: string | null }) {
  if (after === null) return <span className="before">{before}</span>;
  return (
    <span>
      <span className="before">{before}</span>
      <span className="arrow"> → </span>
      <span className="after">{after}</span>
    </span>
  );
}

/** How far the value moved; nothing to say where one of them is no number. */
function distanceText(golden: number, faulty: number): string {
  const distance = Math.abs(faulty - golden);
  return Number.isNaN(distance) ? '' : `Δ ${shortNumber(distance)}`;
}

/** How many numbers of the format lie between; nothing to say of NaN. */
function ulpText(distance: number): string {
  return Number.isNaN(distance) ? '' : `${formatCount(distance)} ulp`;
}

interface NeighbourProps {
  readonly side: 'below' | 'above';
  readonly word: number;
  readonly format: Format;
  readonly faulty: number;
  readonly onSet: (word: number) => void;
}

function Neighbour({ side, word, format, faulty, onSet }: NeighbourProps) {
  const none = word === faulty;
  const value = none ? 'none' : exactFloat32(format.decode(word));
  return (
    <button
      type="button"
      className="neighbour"
      disabled={none}
      aria-label={`next number ${side}: ${value}`}
      title={`The next number ${side} in ${format.name}`}
      onClick={() => onSet(word)}
    >
      <span className="neighbour-arrow">{side === 'below' ? '↓' : '↑'}</span> {value}
    </button>
  );
}

function hoverOf(target: EventTarget): WordHover | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-field]') : null;
  const field = element?.dataset['field'];
  if (!element || !field) return null;
  const bit = element.dataset['bit'];
  return { field, bitIndex: bit === undefined ? null : Number(bit) };
}
