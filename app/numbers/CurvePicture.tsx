/** What every number on the axis becomes: the staircase, the identity beside it, and the chosen value's step. */
import { type Axis, axisOf, type Tick } from './axis.ts';
import { stepPath } from './levelColumns.ts';

interface CurvePictureProps {
  readonly axis: Axis;
  /** One q(x) a pixel. */
  readonly curve: Float64Array;
  readonly marks: readonly Tick[];
  readonly value: number;
  readonly stored: number;
  readonly height: number;
}

const EDGE = 8;

export function CurvePicture({ axis, curve, marks, value, stored, height }: CurvePictureProps) {
  const finite = curve.filter(Number.isFinite);
  const low = finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = finite.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (!(high > low)) return <p className="soft">Everything in sight becomes {low}.</p>;
  // The same kind of scale upwards as along; the unit is the axis' own.
  const up = axisOf(axis.kind, { low, high }, height - 2 * EDGE, axis.valueAt(axis.at(0) + 1) || 1);
  const y = (x: number): number => height - EDGE - up.at(x);
  const identity = Float64Array.from(curve, (_, pixel) => axis.valueAt(pixel + 0.5));
  const x = axis.at(value);
  return (
    <svg
      className="curve"
      width={axis.width}
      height={height}
      role="img"
      aria-label="Transfer curve from x to q(x)"
    >
      {marks.map((tick) => (
        <line
          key={tick.value}
          className="grid"
          x1={axis.at(tick.value)}
          x2={axis.at(tick.value)}
          y1={0}
          y2={height}
        />
      ))}
      {low < 0 && high > 0 && <line className="grid zero" x1={0} x2={axis.width} y1={y(0)} y2={y(0)} />}
      <path className="curve-identity" d={stepPath(identity, y, -height, 2 * height)} />
      <path className="curve-steps" d={stepPath(curve, y, 0, height)} />
      {Number.isFinite(stored) && x >= 0 && x <= axis.width && (
        <>
          <path className="curve-lead" d={`M${x},${height}V${y(stored)}H0`} />
          <circle className="curve-dot" cx={x} cy={y(stored)} r={5} />
        </>
      )}
      <text className="plot-note" x={6} y={14}>
        q(x)
      </text>
    </svg>
  );
}
