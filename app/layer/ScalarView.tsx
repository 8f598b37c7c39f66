/** A tensor of one element as what it is: a number, golden and faulty, with the colours it has on its scale. */
import { exactFloat32 } from '#app/ui/formatNumber.ts';
import { cssOf, lutOf } from '#app/ui/lut.ts';
import { useColourScheme } from '#app/ui/useColourScheme.ts';
import { type Comparison, VIEWS } from './comparison.ts';

const NAMES = { golden: 'Golden', faulty: 'Faulty', difference: 'Difference' } as const;

export function ScalarView({ comparison }: { readonly comparison: Comparison }) {
  const scheme = useColourScheme();
  const before = comparison.golden[0] as number;
  const after = comparison.faulty[0] as number;
  const values = { golden: before, faulty: after, difference: Math.abs(after - before) };
  return (
    <dl className="scalar">
      {VIEWS.map((view) => {
        const { codes, scale } = comparison.views[view];
        return (
          <div key={view}>
            <dt>{NAMES[view]}</dt>
            <dd className={view !== 'golden' && comparison.changed > 0 ? 'changed' : undefined}>
              <span
                className="legend-swatch"
                style={{ background: cssOf(lutOf(scale, scheme), codes[0] as number) }}
              />
              {exactFloat32(values[view])}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
