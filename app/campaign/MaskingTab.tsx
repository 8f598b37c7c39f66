/** Why faults died, by the layer that was hit and by where it happened. */
import type { Report } from '#workers/campaignApi.ts';
import { ChartFigure } from './ChartFigure.tsx';
import { diedOf, hitOf } from './campaignCharts.ts';

export function MaskingTab({ report }: { readonly report: Report }) {
  return (
    <>
      <ChartFigure picture={hitOf(report)} empty="Nothing was masked so far." />
      <ChartFigure picture={diedOf(report)} empty="" />
      <p className="soft">
        Shares of images as drawn. No-op: the fault changed no word. Zero input: a faulty weight met only
        zeros. ReLU, pool, saturation, rounding: that step gave what it gives without the fault. Argmax
        margin: outputs differ and the answer stayed, which counts as benign. What is missing to 100 % of a
        layer is SDC and DUE.
      </p>
    </>
  );
}
