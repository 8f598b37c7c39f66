/** How the values are spread over the axis, what lies outside the ends, and a tick for every level of the format. */
import type { Axis, Tick } from '#app/numbers/axis.ts';
import { formatCount } from '#app/ui/formatNumber.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';
import type { RangeEnds } from './rangeEnds.ts';
import { type Bars, barsOf, type Spread } from './spread.ts';

interface HistogramPictureProps {
  readonly spread: Spread;
  readonly axis: Axis;
  /** 1 where a level lies in the pixel; null where they are not known. */
  readonly levels: Uint8Array | null;
  readonly ends: RangeEnds | null;
  readonly marks: readonly Tick[];
  readonly height: number;
}

/** Pixels a bar, with the gap. */
const BAR = 4;
const LABELS = 22;
const LEVELS = 9;

export function HistogramPicture({ spread, axis, levels, ends, marks, height }: HistogramPictureProps) {
  const { low, high } = axis.domain;
  const bars = barsOf(spread, low, high, Math.max(Math.floor(axis.width / BAR), 1));
  const base = height - LABELS;
  const from = ends ? clamp(axis.at(ends.lowest), axis.width) : 0;
  const to = ends ? clamp(axis.at(ends.highest), axis.width) : axis.width;
  const bar = axis.width / bars.shares.length;
  return (
    <svg className="range-histogram" width={axis.width} height={height} role="img" aria-label={story(spread)}>
      {marks.map(({ value, label }) => (
        <g key={value}>
          <line className="range-grid" x1={axis.at(value)} x2={axis.at(value)} y1={0} y2={base} />
          <text className="range-label" x={labelPlace(axis.at(value), label, axis.width)} y={height - 6}>
            {label}
          </text>
        </g>
      ))}
      <path className="range-bars" d={barPath(bars, bar, base)} />
      {ends && (
        <>
          <rect className="range-outside" x={0} y={0} width={from} height={base} />
          <rect className="range-outside" x={to} y={0} width={Math.max(axis.width - to, 0)} height={base} />
        </>
      )}
      <path className="range-curve" d={curvePath(bars, bar, base)} />
      {levels && <path className="range-levels" d={levelPath(levels, base)} />}
    </svg>
  );
}

const clamp = (x: number, width: number): number => Math.min(Math.max(x, 0), width);

/** Of activations most are zero: what stands far above all other bars reaches the top, and the scale is that of the others. */
const FAR_ABOVE = 3;

/** The highest bar fills nine tenths. */
function barPath({ shares }: Bars, width: number, base: number): string {
  // The third: a value that stands alone may fall between two bars.
  const [first = 0, , third = 0] = [...shares].sort((a, b) => b - a);
  const most = third > 0 && first > FAR_ABOVE * third ? third * 1.4 : first;
  const parts: string[] = [];
  shares.forEach((share, k) => {
    if (share <= 0) return;
    // What is there is seen, be it one value of a million.
    const tall = Math.min(Math.max((share / most) * base * 0.9, 1.5), base);
    parts.push(
      `M${(k * width).toFixed(1)},${base}v${(-tall).toFixed(1)}h${(width - 1).toFixed(1)}v${tall.toFixed(1)}z`,
    );
  });
  return parts.join('');
}

function curvePath({ below }: Bars, width: number, base: number): string {
  return Array.from(
    below,
    (share, k) => `${k === 0 ? 'M' : 'L'}${(k * width).toFixed(1)},${(base - share * base * 0.9).toFixed(1)}`,
  ).join('');
}

/** Side by side as one block: then there are more of them than can be told apart. */
function levelPath(levels: Uint8Array, base: number): string {
  const parts: string[] = [];
  for (let pixel = 0; pixel < levels.length; pixel++) {
    if (levels[pixel] === 0) continue;
    const start = pixel;
    while (levels[pixel + 1] === 1) pixel++;
    parts.push(`M${start},${base}v${-LEVELS}h${pixel - start + 1}v${LEVELS}z`);
  }
  return parts.join('');
}

function labelPlace(x: number, label: string, width: number): number {
  const half = label.length * 3.4;
  return Math.min(Math.max(x, half), width - half);
}

function story({ elements, lowest, highest, percentile }: Spread): string {
  return `Histogram of ${formatCount(elements)} values from ${shortNumber(lowest)} to ${shortNumber(highest)}, median ${shortNumber(percentile(50))}`;
}
