/**
 * What stands under the pointer, or at the cursor: index, golden and faulty value, distance, words. Written straight to
 * the DOM, so that moving the mouse renders nothing. The keyboard's steps are spoken by a live region of their own.
 */
import { useEffect, useRef } from 'react';
import { hexWord } from '#app/bits/wordText.ts';
import { exactFloat32 } from '#app/ui/formatNumber.ts';
import type { HoverChannel } from '#app/ui/hoverChannel.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';
import type { Comparison } from './comparison.ts';
import { coordinatesOf } from './latticeCells.ts';
import type { TensorWords } from './tensorWords.ts';

export interface ReadOutProps {
  readonly shape: readonly number[];
  readonly comparison: Comparison;
  readonly words: TensorWords;
  readonly site: number;
  readonly hover: HoverChannel;
}

export function ReadOut({ shape, comparison, words, site, hover }: ReadOutProps) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const show = (index: number | null) => {
      if (line.current) write(line.current, shape, comparison, words, index ?? site);
    };
    show(hover.current());
    return hover.subscribe(show);
  }, [shape, comparison, words, site, hover]);
  return (
    <div ref={line} className="readout">
      <span data-part="index" />
      <span data-part="golden" />
      <span data-part="faulty" className="faulty" />
      <span data-part="distance" />
      <span data-part="steps" />
      <span data-part="word" />
    </div>
  );
}

function write(
  line: HTMLElement,
  shape: readonly number[],
  comparison: Comparison,
  words: TensorWords,
  index: number,
): void {
  const { golden, faulty, changedAt } = comparison;
  const before = golden[index] as number;
  const after = faulty[index] as number;
  const changed = changedAt(index);
  // Two values that read the same in four digits are written out.
  const text = changed && shortNumber(before) === shortNumber(after) ? exactFloat32 : shortNumber;
  const parts: Readonly<Record<string, string>> = {
    index: indexText(shape, index),
    golden: text(before),
    faulty: changed ? `→ ${text(after)}` : '',
    distance: changed ? `Δ ${shortNumber(Math.abs(after - before))}` : '',
    steps: changed ? distanceOf(words, index, true) : '',
    word: hexWord(words.modelAt(index), (changed ? words.faulty : words.golden)[index] as number),
  };
  for (const part of line.children)
    part.textContent = parts[(part as HTMLElement).dataset['part'] ?? ''] ?? '';
}

/** How many values of the format lie between golden and faulty; nothing where one is NaN. */
export function distanceOf({ golden, faulty, modelAt }: TensorWords, index: number, unit = false): string {
  const model = modelAt(index);
  const steps = model.distance(golden[index] as number, faulty[index] as number);
  return Number.isNaN(steps) ? '' : `${shortNumber(steps)}${unit ? ` ${model.distanceUnit}` : ''}`;
}

/** `[3,4,14]`, as in a fault string. */
export function indexText(shape: readonly number[], index: number): string {
  return `[${coordinatesOf(shape, index).join(',')}]`;
}

/** The element in words, for the live region: "index 3, 4, 14: was 0.12, now 3.1e38". */
export function elementSentence(
  shape: readonly number[],
  { golden, faulty, changedAt }: Comparison,
  index: number,
): string {
  const place = `index ${coordinatesOf(shape, index).join(', ')}`;
  const before = shortNumber(golden[index] as number);
  return changedAt(index)
    ? `${place}: was ${before}, now ${shortNumber(faulty[index] as number)}`
    : `${place}: ${before}`;
}
