/** One picture large: golden, faulty and difference side by side (or stacked, for vectors) at the same golden scale. */
import { useCallback, useMemo } from 'react';
import { Heatmap } from '#app/ui/Heatmap.tsx';
import type { HoverChannel } from '#app/ui/hoverChannel.ts';
import type { Lattice } from '#app/ui/paint.ts';
import { layoutSingle, type PictureLimits, rectOfCell } from '#app/ui/tiles.ts';
import { useWidth } from '#app/ui/useWidth.ts';
import { type Comparison, VIEWS } from './comparison.ts';
import type { Detail } from './cutFamily.ts';
import { cellOf, indexAt } from './latticeCells.ts';
import { usePictureRoom } from './pictureRoom.ts';

export interface DetailTriptychProps {
  readonly detail: Detail;
  readonly comparison: Comparison;
  readonly site: number;
  readonly hover: HoverChannel;
  readonly onPick: (flatIndex: number) => void;
}

/** Cells of a picture stay square, however low it has to be. */
function square({ rows }: Lattice, { height, cellWidth, cellHeight }: PictureLimits): PictureLimits {
  const cell = Math.min(cellWidth, cellHeight, height / rows);
  return { height, cellWidth: cell, cellHeight: cell };
}

const NAMES = { golden: 'Golden', faulty: 'Faulty', difference: 'Difference' } as const;
const COLUMN_GAP = 10;
const STRIP = { height: 130, cellWidth: 42, cellHeight: 20 };

export function DetailTriptych({ detail, comparison, site, hover, onPick }: DetailTriptychProps) {
  const { lattice, title, caption } = detail;
  const { image } = usePictureRoom();
  const [box, width] = useWidth<HTMLDivElement>();
  const stacked = lattice.columns >= lattice.rows * 2;
  const board = useMemo(
    () =>
      stacked
        ? layoutSingle(lattice, width, STRIP)
        : layoutSingle(lattice, Math.floor((width - 2 * COLUMN_GAP) / 3), square(lattice, image)),
    [lattice, width, stacked, image],
  );
  const rectOf = useCallback(
    (index: number) => {
      const tile = board.tiles[0];
      const cell = cellOf(lattice, index);
      return tile && cell ? rectOfCell(tile, cell.row, cell.column) : null;
    },
    [board, lattice],
  );
  return (
    <div ref={box} className={stacked ? 'triptych triptych-stacked' : 'triptych'}>
      {VIEWS.map((view) => {
        const paint = comparison.views[view];
        return (
          <figure key={view}>
            <Heatmap
              label={`${NAMES[view]}, ${title}`}
              board={board}
              codes={paint.codes}
              scale={paint.scale}
              hover={hover}
              elementAt={(_, row, column) => indexAt(lattice, row, column)}
              rectOf={rectOf}
              chosen={site}
              crosshair
              onPick={onPick}
            />
            <figcaption>
              {NAMES[view]}
              {view === 'golden' && caption !== '' && <span>, {caption}</span>}
            </figcaption>
          </figure>
        );
      })}
    </div>
  );
}
