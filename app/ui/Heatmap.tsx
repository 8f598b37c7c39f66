/**
 * A board of tiles on one canvas, with a ring on the chosen element and one that follows the pointer. The canvas is an
 * image to assistive technology; the keyboard cursor and the spoken read-out belong to whoever owns the board.
 */
import { type PointerEvent, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useBoardColours } from './boardColours.ts';
import { drawBoard, type Viewport } from './drawBoard.ts';
import type { HoverChannel } from './hoverChannel.ts';
import { lutOf } from './lut.ts';
import { pointIn } from './pointIn.ts';
import type { ScaleKind } from './scaleColours.ts';
import { cellAt, type Rect, type TileBoard } from './tiles.ts';
import { useColourScheme } from './useColourScheme.ts';

export interface HeatmapProps {
  readonly label: string;
  readonly board: TileBoard;
  /** One code an element of the tensor. */
  readonly codes: Uint8Array;
  readonly scale: ScaleKind;
  readonly hover: HoverChannel;
  /** Flat index of a cell of the board, or null where there is none. */
  readonly elementAt: (tile: number, row: number, column: number) => number | null;
  /** Where an element stands on the board, or null if it does not. */
  readonly rectOf: (flatIndex: number) => Rect | null;
  readonly chosen: number | null;
  readonly chosenTile?: number | null;
  readonly outlined?: (tile: number) => boolean;
  /** Elements to ring, for cells too small to be found by colour. */
  readonly marks?: readonly number[];
  /** The part that is drawn, for boards higher than what is seen of them; left out: all. */
  readonly viewport?: Viewport;
  /** Lines through the element under the pointer, so that the eye finds it in linked pictures. */
  readonly crosshair?: boolean;
  readonly onPick: (flatIndex: number) => void;
}

const NONE = () => false;
const NO_MARKS: readonly number[] = [];

export function Heatmap(props: HeatmapProps) {
  const {
    board,
    codes,
    scale,
    hover,
    elementAt,
    rectOf,
    chosen,
    chosenTile = null,
    outlined = NONE,
    marks = NO_MARKS,
    crosshair = false,
  } = props;
  const { top, height } = props.viewport ?? { top: 0, height: board.height };
  const scheme = useColourScheme();
  const colours = useBoardColours();
  const canvas = useRef<HTMLCanvasElement>(null);
  const ring = useRef<HTMLDivElement>(null);
  const cross = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    if (!canvas.current) return;
    drawBoard(
      canvas.current,
      board,
      { top, height },
      codes,
      { lut: lutOf(scale, scheme), scale, radius: 3, ...colours },
      outlined,
      marks.map(rectOf).filter((rect) => rect !== null),
    );
  }, [board, top, height, codes, scale, scheme, colours, outlined, marks, rectOf]);

  useEffect(() => {
    const show = (index: number | null) => {
      const rect = index === null ? null : rectOf(index);
      placeRing(ring.current, rect);
      placeCross(cross.current, rect);
    };
    show(hover.current());
    return hover.subscribe(show);
  }, [hover, rectOf]);

  const elementUnder = (event: PointerEvent<HTMLElement>): number | null => {
    const { x, y } = pointIn(event.currentTarget, event);
    const cell = cellAt(board, x, y);
    return cell ? elementAt(cell.tile, cell.row, cell.column) : null;
  };
  const chosenRect = useMemo(() => (chosen === null ? null : rectOf(chosen)), [chosen, rectOf]);
  const tileRect = chosenTile === null ? undefined : board.tiles[chosenTile];

  return (
    <div
      className="heatmap"
      style={{ width: board.width, height: board.height }}
      onPointerMove={(event) => hover.set(elementUnder(event))}
      onPointerLeave={() => hover.set(null)}
      // Not on press: a finger that scrolls over the picture picks nothing (its pointer is cancelled).
      onPointerUp={(event) => {
        const element = event.button === 0 ? elementUnder(event) : null;
        if (element !== null) props.onPick(element);
      }}
    >
      <canvas ref={canvas} role="img" aria-label={props.label} style={{ width: board.width, height, top }} />
      {crosshair && <div ref={cross} className="heatmap-cross" hidden />}
      {tileRect && <div className="heatmap-tile" style={styleOf(tileRect)} />}
      {chosenRect && <div className="heatmap-chosen" style={styleOf(chosenRect)} />}
      <div ref={ring} className="heatmap-hover" hidden />
    </div>
  );
}

function styleOf(rect: Rect) {
  return { left: rect.x, top: rect.y, width: rect.width, height: rect.height };
}

function placeRing(ring: HTMLDivElement | null, rect: Rect | null): void {
  if (!ring) return;
  ring.hidden = rect === null;
  if (!rect) return;
  ring.style.transform = `translate(${rect.x}px, ${rect.y}px)`;
  ring.style.width = `${rect.width}px`;
  ring.style.height = `${rect.height}px`;
}

/** Two lines, drawn by CSS through the middle of the element. */
function placeCross(cross: HTMLDivElement | null, rect: Rect | null): void {
  if (!cross) return;
  cross.hidden = rect === null;
  if (!rect) return;
  cross.style.setProperty('--x', `${rect.x + rect.width / 2}px`);
  cross.style.setProperty('--y', `${rect.y + rect.height / 2}px`);
}
