/** All tiles of one family of cuts (channels, filters, input channels) on one canvas; changed tiles wear a red outline. */
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { View } from '#app/state/selection.ts';
import { Heatmap } from '#app/ui/Heatmap.tsx';
import type { HoverChannel } from '#app/ui/hoverChannel.ts';
import { layoutMosaic, layoutSingle, type Rect, rectOfCell } from '#app/ui/tiles.ts';
import { useWidth } from '#app/ui/useWidth.ts';
import type { Comparison } from './comparison.ts';
import { usePictureRoom } from './pictureRoom.ts';
import { type CutFamily, cellOf, indexAt } from './tensorCuts.ts';

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
  const board = useMemo(() => {
    const lattices = Array.from({ length: family.count }, (_, tile) => family.latticeOf(tile));
    const [first] = lattices;
    return first && lattices.length === 1
      ? layoutSingle(first, width, { ...MATRIX, height: room.matrixHeight })
      : layoutMosaic(lattices, width, primary ? LARGE_TILE : SMALL_TILE, maxHeight);
  }, [family, width, primary, maxHeight, room]);
  const changed = useMemo(() => changedTiles(family, comparison), [family, comparison]);
  const outlined = useCallback((tile: number) => changed.has(tile), [changed]);
  const rectOf = useCallback(
    (index: number) => {
      const tile = family.covers(index) ? board.tiles[family.tileOf(index)] : undefined;
      const cell = tile && cellOf(tile.lattice, index);
      return tile && cell ? rectOfCell(tile, cell.row, cell.column) : null;
    },
    [board, family],
  );
  const many = family.count > 1;
  const scrollHeight = scrollHeightOf(family.count, maxHeight);
  const marks = useMemo(() => fewChanges(comparison), [comparison]);
  const chosenTile = many ? family.tileOf(site) : null;
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
          {many && changed.size > 0 && <span className="changed-count">, {changed.size} changed</span>}
        </span>
        {primary && <span>scale: this tensor, golden</span>}
      </div>
      <div
        ref={scroller}
        className={scrollHeight === null ? 'mosaic' : 'mosaic mosaic-scroll'}
        style={scrollHeight === null ? {} : { maxHeight: scrollHeight }}
      >
        <div ref={box}>
          <Heatmap
            label={`${many ? `${family.count} tiles, one for each ${family.noun}` : family.noun}, ${view}, ${changed.size} changed`}
            board={board}
            code={paint.code}
            scale={paint.scale}
            hover={hover}
            elementAt={(tile, row, column) => indexAt(family.latticeOf(tile), row, column)}
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

function changedTiles(family: CutFamily, comparison: Comparison): ReadonlySet<number> {
  const tiles = new Set<number>();
  for (const index of comparison.changedIndices) if (family.covers(index)) tiles.add(family.tileOf(index));
  return tiles;
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
