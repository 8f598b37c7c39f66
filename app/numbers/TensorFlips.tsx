/** How far the flip of each bit moves the words of a whole tensor: on average, at most, and how many stop being finite. */
import { useMemo } from 'react';
import type { WordReading } from '#engine/formats/format.ts';
import { type TensorFlip, tensorFlips } from '#engine/formats/tensorFlips.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';

interface TensorFlipsProps {
  readonly words: Uint32Array;
  readonly formatAt: (index: number) => WordReading;
}

export function TensorFlips({ words, formatAt }: TensorFlipsProps) {
  const flips = useMemo(() => tensorFlips(words, formatAt).toReversed(), [words, formatAt]);
  const heights = heightsOf(flips.map(({ meanChange }) => meanChange));
  return (
    <figure className="tensor-flips">
      <figcaption className="soft">How far each flip moves this tensor, on average</figcaption>
      <ol>
        {flips.map((flip, k) => (
          <li key={flip.bitIndex} data-field={flip.field} title={story(flip)}>
            <span className="tensor-flip-bar" style={{ height: `${100 * (heights[k] ?? 0)}%` }} />
            <span className="tensor-flip-mean mono" aria-hidden="true">
              {flips.length <= 12 ? shortNumber(Number(flip.meanChange.toPrecision(2))) : ''}
            </span>
            <span className="visually-hidden">{story(flip)}</span>
          </li>
        ))}
      </ol>
    </figure>
  );
}

function story({ bitIndex, meanChange, maxChange, becomesInfinite, becomesNaN }: TensorFlip): string {
  const lost = becomesInfinite + becomesNaN;
  const finite = `bit ${bitIndex}: ${shortNumber(meanChange)} on average, ${shortNumber(maxChange)} at most`;
  return lost === 0 ? finite : `${finite}; ${lost} words stop being finite`;
}

/** Least and greatest span the height, log scale; what moves nothing has none. */
function heightsOf(changes: readonly number[]): readonly number[] {
  const logs = changes.map((change) => (change > 0 ? Math.log10(change) : Number.NaN));
  const known = logs.filter(Number.isFinite);
  const least = Math.min(...known);
  const span = Math.max(...known) - least || 1;
  return logs.map((log) => (Number.isNaN(log) ? 0 : 0.08 + (0.92 * (log - least)) / span));
}
