/**
 * All tiles of one family of cuts (channels, filters, input channels) on one canvas, which holds what is scrolled into
 * sight; changed tiles wear a red outline, and come first on request.
 */
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { View } from '#app/state/selection.ts';
import { Heatmap } from '#app/ui/Heatmap.tsx';
import type { HoverChannel } from '#app/ui/hoverChannel.ts';
import { layoutMosaic, layoutSingle, type Rect, rectOfCell } from '#app/ui/tiles.ts';
import { useViewport } from '#app/ui/useViewport.ts';
import { useWidth } from '#app/ui/useWidth.ts';
import type { Comparison } from './comparison.ts';
import type { CutFamily } from './cutFamily.ts';
import { cellOf, indexAt } from './latticeCells.ts';
import { setLayerView, useLayerView } from './layerView.ts';
import { usePictureRoom } from './pictureRoom.ts';
import { BY_NUMBER, changeCounts, mostChangedFirst } from './tileOrder.ts';

export interface MosaicProps {
  readonly family: CutFamily;
  readonly title: string;
  /** The first mosaic of a tensor is larger and says which scale the colours have. */
  readonly rank: 'alone' | 'first' | 'second';
  readonly comparison: Comparison;
  readonly view: View;
  readonly site: number;
  readonly hover: HoverChannel;
  readonly onPick: (flatIndex: number) => void;
}

/** Padding of a scrolling mosaic, both sides. */
const ROOM = 8;
const LARGE_TILE = 64;
const SMALL_TILE = 48;
const MOST_MARKS = 24;
const MATRIX = { cellWidth: 14, cellHeight: 14 };
const SCROLL_HEIGHT = 264;
const LEAST_TILES_A_ROW = 18;
const LEAST_ROW_HEIGHT = 22;

export function Mosaic({ family, title, rank, comparison, view, site, hover, onPick }: MosaicProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  const scroller = useRef<HTMLDivElement>(null);
  const room = usePictureRoom();
  const primary = rank !== 'second';
  const maxHeight = room.mosaic[rank];
  const counts = useMemo(() => changeCounts(family, comparison), [family, comparison]);
  const changed = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  const sorted = useLayerView((layer) => layer.order === 'changed');
  const order = useMemo(() => (sorted ? mostChangedFirst(counts) : BY_NUMBER), [sorted, counts]);
  const board = useMemo(() => {
    const lattices = Array.from({ length: family.count }, (_, place) =>
      family.latticeOf(order.tileAt(place)),
    );
    const [first] = lattices;
    return first && lattices.length === 1
      ? layoutSingle(first, width, { ...MATRIX, height: room.matrixHeight })
      : layoutMosaic(lattices, width, primary ? LARGE_TILE : SMALL_TILE, maxHeight);
  }, [family, order, width, primary, maxHeight, room]);
  const outlined = useCallback((place: number) => (counts[order.tileAt(place)] ?? 0) > 0, [counts, order]);
  const rectOf = useCallback(
    (index: number) => {
      const tile = family.covers(index) ? board.tiles[order.placeOf(family.tileOf(index))] : undefined;
      const cell = tile && cellOf(tile.lattice, index);
      return tile && cell ? rectOfCell(tile, cell.row, cell.column) : null;
    },
    [board, family, order],
  );
  const many = family.count > 1;
  const scrollHeight = scrollHeightOf(family.count, maxHeight);
  const marks = useMemo(() => fewChanges(comparison), [comparison]);
  const viewport = useViewport(scroller, scrollHeight, board.height);
  const chosenTile = many ? order.placeOf(family.tileOf(site)) : null;
  useEffect(() => {
    const tile = chosenTile === null ? undefined : board.tiles[chosenTile];
    if (scroller.current && tile) reveal(scroller.current, tile);
  }, [chosenTile, board]);
  const paint = comparison.views[view];
  return (
    <div className="family">
      <div className="family-name">
        <span>
          {title}
          {many && changed > 0 && <span className="changed-count">, {changed} changed</span>}
        </span>
        {many && primary && (changed > 0 || sorted) && <OrderButton sorted={sorted} />}
      </div>
      <div
        ref={scroller}
        className={scrollHeight === null ? 'mosaic' : 'mosaic mosaic-scroll'}
        style={scrollHeight === null ? {} : { maxHeight: scrollHeight }}
      >
        <div ref={box}>
          <Heatmap
            label={`${many ? `${family.count} tiles, one for each ${family.noun}` : family.noun}, ${view}, ${changed} changed`}
            board={board}
            viewport={viewport}
            codes={paint.codes}
            scale={paint.scale}
            hover={hover}
            elementAt={(place, row, column) => indexAt(family.latticeOf(order.tileAt(place)), row, column)}
            rectOf={rectOf}
            chosen={many ? null : site}
            chosenTile={chosenTile}
            {...(many ? { outlined } : { marks })}
            onPick={onPick}
          />
        </div>
      </div>
    </div>
  );
}

/** Null where no mosaic of so many tiles is too high. Told by the count alone: a scroll bar changes the width. */
function scrollHeightOf(count: number, maxHeight: number): number | null {
  const rows = Math.ceil(count / LEAST_TILES_A_ROW);
  if (count <= 64 && rows * LEAST_ROW_HEIGHT <= maxHeight) return null;
  return Math.min(SCROLL_HEIGHT, maxHeight + ROOM);
}

function OrderButton({ sorted }: { readonly sorted: boolean }) {
  return (
    <button
      type="button"
      className="text-button"
      aria-pressed={sorted}
      onClick={() => setLayerView({ order: sorted ? 'index' : 'changed' })}
    >
      most corrupted first
    </button>
  );
}

/** Elements to ring where one cell is a pixel or two; where many changed, colour shows it. */
function fewChanges({ changedIndices }: Comparison): readonly number[] {
  return changedIndices.length <= MOST_MARKS ? [...changedIndices] : [];
}

/** Scrolls the mosaic only, never the page. */
function reveal(scroller: HTMLElement, tile: Rect): void {
  const { scrollTop, clientHeight } = scroller;
  if (tile.y < scrollTop) scroller.scrollTop = tile.y;
  else if (tile.y + tile.height > scrollTop + clientHeight - ROOM) {
    scroller.scrollTop = tile.y + tile.height - clientHeight + ROOM;
  }
}
