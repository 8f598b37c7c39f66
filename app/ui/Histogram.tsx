/**
 * How the elements of a tensor are spread over the scale of its heatmap, golden (grey) against faulty (line), counts on a
 * log scale; what leaves the scale, is infinite or NaN stands in bars of its own at the ends.
 */
import { formatCount } from './formatNumber.ts';
import { binsOf, type CodeCounts, type Tally, tallyOf } from './tally.ts';

export interface HistogramProps {
  readonly golden: CodeCounts;
  readonly faulty: CodeCounts;
}

const BINS = 50;
const HEIGHT = 40;
const GAP = 2;
const OUTSIDE: readonly { readonly of: keyof Tally; readonly label: string; readonly name: string }[] = [
  { of: 'minusInfinity', label: '-∞', name: '-Infinity' },
  { of: 'below', label: '<', name: 'below the scale' },
  { of: 'above', label: '>', name: 'above the scale' },
  { of: 'plusInfinity', label: '∞', name: 'Infinity' },
  { of: 'nan', label: 'NaN', name: 'NaN' },
];

export function Histogram({ golden, faulty }: HistogramProps) {
  const [before, after] = [binsOf(golden, BINS), binsOf(faulty, BINS)];
  const [outBefore, outAfter] = [tallyOf(golden), tallyOf(faulty)];
  const outside = OUTSIDE.filter(({ of }) => outBefore[of] + outAfter[of] > 0);
  const most = Math.max(
    1,
    ...before,
    ...after,
    ...outside.flatMap(({ of }) => [outBefore[of], outAfter[of]]),
  );
  const heightOf = (count: number) => (count === 0 ? 0 : (HEIGHT * Math.log(1 + count)) / Math.log(1 + most));
  return (
    <figure className="histogram" role="img" aria-label={spoken(outside, outBefore, outAfter, most)}>
      <svg viewBox={`0 0 ${BINS} ${HEIGHT + GAP}`} preserveAspectRatio="none" aria-hidden="true">
        <path className="histogram-golden" d={`${steps(before, heightOf)}V${HEIGHT + GAP}H0Z`} />
        <path className="histogram-faulty" d={steps(after, heightOf)} />
      </svg>
      {outside.map(({ of, label, name }) => (
        <div
          key={of}
          className="histogram-bar"
          title={`${name}: golden ${outBefore[of]}, faulty ${outAfter[of]}`}
        >
          <span className="histogram-pair" aria-hidden="true">
            <span className="golden" style={{ height: heightOf(outBefore[of]) }} />
            <span className="faulty" style={{ height: heightOf(outAfter[of]) }} />
          </span>
          <span aria-hidden="true">{label}</span>
        </div>
      ))}
    </figure>
  );
}

/** A staircase from the left, one unit a bin. */
function steps(bins: readonly number[], heightOf: (count: number) => number): string {
  const level = (count: number) => (HEIGHT + GAP - 0.5 - heightOf(count)).toFixed(2);
  return bins.map((count, bin) => `${bin === 0 ? 'M0 ' : 'V'}${level(count)}H${bin + 1}`).join('');
}

function spoken(outside: typeof OUTSIDE, golden: Tally, faulty: Tally, most: number): string {
  const ends = outside.map(
    ({ of, name }) => `${name}: golden ${formatCount(golden[of])}, faulty ${formatCount(faulty[of])}`,
  );
  return [
    `Histogram, golden and faulty, at most ${formatCount(most)} elements a bin, log scale`,
    ...ends,
  ].join('. ');
}
