/**
 * Histogram and cumulative curve above, the format's levels below, and over both the two ends of the range. Drag an end or,
 * with Alt, the window; the wheel zooms once the plot has the focus. Each end is a slider.
 */
import { useMemo } from 'react';
import { axisOf, ticks } from '#app/numbers/axis.ts';
import { levelColumns } from '#app/numbers/levelColumns.ts';
import { useWidth } from '#app/ui/useWidth.ts';
import { layoutOf } from '#engine/formats/groupedFormat.ts';
import { readStorageSpec } from '#engine/storage/storageSpec.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';
import { EndsFields } from './EndsFields.tsx';
import { HistogramPicture } from './HistogramPicture.tsx';
import { endsKind, type RangeEnds, withEnds } from './rangeEnds.ts';
import type { Spread } from './spread.ts';
import type { StorageCost } from './storageCost.ts';
import { useRangeDomain } from './useRangeDomain.ts';
import { useRangeDrag } from './useRangeDrag.ts';

interface RangePlotProps {
  readonly spread: Spread;
  readonly format: string;
  /** Null where it is not known on the page. */
  readonly cost: StorageCost | null;
  readonly onChange: (format: string) => void;
}

const HEIGHT = 160;
/** Where there is room. */
const WIDE = { width: 560, height: 250 };

export function RangePlot({ spread, format, cost, onChange }: RangePlotProps) {
  const [host, width] = useWidth<HTMLDivElement>();
  const kind = useMemo(() => endsKind(readStorageSpec(format)), [format]);
  const ends: RangeEnds | null = kind === 'none' || cost === null ? null : cost;
  const { domain, hold, zoom, reset } = useRangeDomain(spread, ends);
  const axis = useMemo(() => axisOf('linear', domain, Math.max(width, 1)), [domain, width]);
  const words = cost === null || cost.bits > 24 ? null : layoutOf(cost.storage);
  const levels = useMemo(() => (words === null ? null : levelColumns(words, axis)), [words, axis]);
  const set = (next: RangeEnds, moved: 'lowest' | 'highest' | 'both') =>
    onChange(withEnds(format, next, moved));
  const drag = useRangeDrag({ axis, ends, kind, hold, zoom, reset, onMove: set });
  const height = width > WIDE.width ? WIDE.height : HEIGHT;
  const place = (value: number) => Math.min(Math.max(axis.at(value), 0), axis.width);
  return (
    <>
      <div
        className="range-plot"
        ref={(element) => {
          host.current = element;
          drag.take(element);
        }}
        {...drag.plot}
      >
        {width > 0 && (
          <HistogramPicture {...{ spread, axis, levels, ends }} marks={ticks(axis, 56)} height={height} />
        )}
        {ends !== null &&
          (['lowest', 'highest'] as const).map((end) => (
            <div
              key={end}
              className="range-end"
              role="slider"
              tabIndex={0}
              data-end={end}
              aria-label={end === 'lowest' ? 'Lower end of the range' : 'Upper end of the range'}
              aria-valuenow={ends[end]}
              aria-valuemin={domain.low}
              aria-valuemax={domain.high}
              aria-valuetext={shortNumber(ends[end])}
              style={{ left: place(ends[end]), height: height - 22 }}
              onKeyDown={(event) => drag.onKey(event, end)}
            />
          ))}
      </div>
      {ends !== null && <EndsFields ends={ends} kind={kind} onChange={set} />}
    </>
  );
}
