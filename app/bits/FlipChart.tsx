/**
 * "Which bit hurts": one bar for each bit, how far its flip moves the value, log scale. A pointer's short cut to the bits
 * above it, so it is no tab stop and is not spoken: each bit tells its own consequence.
 */
import { type ReactNode, useMemo } from 'react';
import { flipMagnitudes } from '#engine/formats/flipMagnitudes.ts';
import { fieldOf, type WordReading } from '#engine/formats/format.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';
import { bitColumns } from './bitColumns.ts';
import { type FlipBar, flipBars, worstFlip } from './flipBars.ts';

export interface FlipChartProps {
  readonly format: WordReading;
  /** The word without its own flips. */
  readonly word: number;
  readonly flips: ReadonlySet<number>;
  readonly onToggle: (bitIndex: number) => void;
  /** Beside the title; in place of the axis. */
  readonly aside?: ReactNode;
  readonly below?: ReactNode;
}

export function FlipChart({ format, word, flips, onToggle, aside, below }: FlipChartProps) {
  const bars = useMemo(() => flipBars(flipMagnitudes(format, word)), [format, word]);
  const worst = worstFlip(bars);
  return (
    <div className="flip-chart">
      <div className="flip-head">
        <span>Which bit hurts</span>
        {aside}
        <span className="flip-story" data-rest={worst ? `most: ${barStory(worst)}` : ''} aria-hidden="true">
          {worst ? `most: ${barStory(worst)}` : ''}
        </span>
      </div>
      <div className="flip-bars" style={bitColumns(format.width)} aria-hidden="true">
        {[...bars].reverse().map((bar) => (
          <button
            key={bar.flip.bitIndex}
            type="button"
            tabIndex={-1}
            data-bit={bar.flip.bitIndex}
            data-field={bar.flip.field}
            data-story={barStory(bar)}
            data-kind={bar.kind}
            className={barClass(format, bar, flips)}
            onClick={() => onToggle(bar.flip.bitIndex)}
          >
            <span style={{ height: `${bar.height * 100}%` }}>{MARKS[bar.kind]}</span>
          </button>
        ))}
      </div>
      {below ?? (
        <div className="flip-axis" aria-hidden="true">
          <span>bit {format.width - 1}</span>
          <span>log scale, height = how far the flip moves this value</span>
          <span>0</span>
        </div>
      )}
    </div>
  );
}

const MARKS: Readonly<Record<FlipBar['kind'], string>> = { none: '', finite: '', infinity: '∞', nan: 'N' };

/** The chart keeps step with the strip above: the same gap where a field begins. */
function barClass(format: WordReading, { flip }: FlipBar, flips: ReadonlySet<number>): string {
  const edge = flip.bitIndex < format.width - 1 && fieldOf(format, flip.bitIndex).high === flip.bitIndex;
  return `flip-bar${flips.has(flip.bitIndex) ? ' flipped' : ''}${edge ? ' field-edge' : ''}`;
}

/** `bit 30 → 7.012e36`, also what a bit says of itself. */
export function barStory({ flip }: Pick<FlipBar, 'flip'>): string {
  return `bit ${flip.bitIndex} → ${shortNumber(flip.value)}`;
}
