/** The number line: a tick for every level, the value and what is stored, its one-bit neighbours, and the jump of a flip. */

import { flipMagnitudes } from '#engine/formats/flipMagnitudes.ts';
import type { WordReading } from '#engine/formats/format.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';
import type { Axis, Tick } from './axis.ts';

interface JumpPictureProps {
  readonly axis: Axis;
  /** 1 where a level lies in the pixel. */
  readonly levels: Uint8Array;
  readonly marks: readonly Tick[];
  readonly value: number;
  readonly stored: number;
  readonly faulty: number | null;
  readonly format: WordReading;
  readonly word: number;
  readonly height: number;
}

export function JumpPicture({
  axis,
  levels,
  marks,
  value,
  stored,
  faulty,
  format,
  word,
  height,
}: JumpPictureProps) {
  const line = height - 26;
  const clamp = (x: number): number => Math.min(Math.max(x, 0), axis.width);
  const from = clamp(axis.at(stored));
  return (
    <svg
      className="line"
      width={axis.width}
      height={height}
      role="img"
      aria-label={story(stored, faulty, format)}
    >
      <line className="line-axis" x1={0} x2={axis.width} y1={line} y2={line} />
      <path className="line-levels" d={levelPath(levels, line)} />
      {marks.map((tick) => (
        <text key={tick.value} className="line-label" x={labelPlace(axis, tick)} y={height - 6}>
          {tick.label}
        </text>
      ))}
      {flipMagnitudes(format, word).map(({ bitIndex, value: neighbour }) => {
        const x = axis.at(neighbour);
        return x >= 0 && x <= axis.width ? (
          <circle key={bitIndex} className="line-neighbour" cx={x} cy={line} r={3.5}>
            <title>{`bit ${bitIndex}: ${shortNumber(neighbour)}`}</title>
          </circle>
        ) : null;
      })}
      <line className="line-pull" x1={clamp(axis.at(value))} x2={from} y1={line + 7} y2={line + 7} />
      {faulty !== null && <Jump {...{ axis, from, faulty, stored, line }} />}
      <circle className="line-stored" cx={from} cy={line} r={6} />
    </svg>
  );
}

/** Labels at the ends stay whole. */
function labelPlace(axis: Axis, { value, label }: Tick): number {
  const half = label.length * 3.4;
  return Math.min(Math.max(axis.at(value), half), axis.width - half);
}

interface JumpProps {
  readonly axis: Axis;
  readonly from: number;
  readonly faulty: number;
  readonly stored: number;
  readonly line: number;
}

/** An arc to the faulty value; where that is out of sight, to the edge, with its value. */
function Jump({ axis, from, faulty, stored, line }: JumpProps) {
  const aim = Number.isNaN(faulty) ? axis.width : axis.at(faulty);
  const inside = aim >= 0 && aim <= axis.width;
  const to = Math.min(Math.max(aim, 0), axis.width);
  const lift = Math.min(line - 18, 14 + Math.abs(to - from) * 0.18);
  const middle = Math.min(Math.max((from + to) / 2, 70), axis.width - 70);
  return (
    <>
      <path
        className="line-jump"
        d={`M${from},${line}Q${(from + to) / 2},${line - 2 * lift} ${to},${line}`}
      />
      {inside ? (
        <circle className="line-faulty" cx={to} cy={line} r={6} />
      ) : (
        <path className="line-faulty" d={`M${to},${line}l${aim < 0 ? 9 : -9},-6v12z`} />
      )}
      <text className="line-story" x={middle} y={Math.max(line - lift - 6, 11)}>
        {shortNumber(stored)} → {shortNumber(faulty)}
      </text>
    </>
  );
}

/** Level ticks, those side by side as one block: then there are more of them than can be told apart. */
function levelPath(levels: Uint8Array, line: number): string {
  const parts: string[] = [];
  for (let pixel = 0; pixel < levels.length; pixel++) {
    if (levels[pixel] === 0) continue;
    const start = pixel;
    while (levels[pixel + 1] === 1) pixel++;
    parts.push(`M${start},${line}v-9h${pixel - start + 1}v9z`);
  }
  return parts.join('');
}

function story(stored: number, faulty: number | null, format: WordReading): string {
  const jump = faulty === null ? '' : `, which its flips move to ${shortNumber(faulty)}`;
  return `Number line of ${format.name} with its levels; stored is ${shortNumber(stored)}${jump}`;
}
