/**
 * One word in every notation at once: bits, hexadecimal, integer, value, formula, its neighbours and what each flip would
 * do. Hovering a bit, a bar or a term lights its field everywhere; that goes through data attributes, not through React.
 */
import { type FocusEvent, type PointerEvent, useMemo, useRef } from 'react';
import { type FlipsQuestion, useFlipRuns } from '#app/state/flips.ts';
import { flipMagnitudes } from '#engine/formats/flipMagnitudes.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';
import { BitStrip } from './BitStrip.tsx';
import { bitRow } from './bitRow.ts';
import { bitTerm } from './bitTerm.ts';
import { barStory, FlipChart } from './FlipChart.tsx';
import { FlipRequest, FlipVerdicts } from './FlipVerdicts.tsx';
import { outcomeStory } from './flipMarks.ts';
import { Neighbours } from './Neighbours.tsx';
import { WordEquation } from './WordEquation.tsx';
import { WordFields } from './WordFields.tsx';
import { highlight, type WordHover } from './wordHover.ts';
import type { WordModel } from './wordModel.ts';

export interface WordEditorProps {
  readonly model: WordModel;
  /** Unsigned words. `base` is the faulty word without this word's own flips. */
  readonly golden: number;
  readonly base: number;
  readonly faulty: number;
  readonly flips: ReadonlySet<number>;
  /** What to ask for when the flips are run; null where nothing can be run. */
  readonly question: FlipsQuestion | null;
  readonly onFlip: (bits: readonly number[]) => void;
  /** Puts a whole word in place of this one. */
  readonly onSet: (word: number) => void;
  /** What happens between begin and end is one step of the history. */
  readonly onStroke: (part: 'begin' | 'end') => void;
}

export function WordEditor(props: WordEditorProps) {
  const { model, golden, base, faulty, flips, question, onFlip, onSet, onStroke } = props;
  const root = useRef<HTMLDivElement>(null);
  const bits = useMemo(() => bitRow(model, golden, faulty, flips), [model, golden, faulty, flips]);
  const magnitudes = useMemo(() => flipMagnitudes(model, base), [model, base]);
  const runs = useFlipRuns(question);
  const hover = (event: PointerEvent | FocusEvent) => highlight(root.current, hoverOf(event.target));
  const toggle = (bitIndex: number) => onFlip([bitIndex]);
  const consequence = (bitIndex: number) => {
    const outcome = runs?.outcomes[bitIndex];
    const value = `flips to ${shortNumber(magnitudes[bitIndex]?.value ?? Number.NaN)}`;
    return outcome ? `${value}, ${outcomeStory(outcome)}` : value;
  };
  const storyOf = (bitIndex: number) => {
    const flip = magnitudes[bitIndex];
    return flip ? barStory({ flip }) : '';
  };
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
      <WordFields {...{ model, golden, faulty, onSet, onStroke }} />
      <BitStrip {...{ bits, consequence, onFlip, onStroke }} term={(bitIndex) => bitTerm(model, bitIndex)} />
      <WordEquation model={model} word={faulty} />
      <Neighbours model={model} word={faulty} onSet={onSet} />
      <FlipChart
        format={model}
        word={base}
        flips={flips}
        onToggle={toggle}
        aside={question && <FlipRequest question={question} />}
        below={
          runs && (
            <FlipVerdicts
              {...{ model, flips }}
              outcomes={runs.outcomes}
              barStory={storyOf}
              onToggle={toggle}
            />
          )
        }
      />
    </div>
  );
}

function hoverOf(target: EventTarget): WordHover | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-field]') : null;
  const field = element?.dataset['field'];
  if (!element || !field) return null;
  const bit = element.dataset['bit'];
  return { field, bitIndex: bit === undefined ? null : Number(bit) };
}
