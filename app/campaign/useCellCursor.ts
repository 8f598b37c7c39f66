/** What the pointer, or the cursor that keys move, is on among the cells of a chart: told and framed past React. */
import { type KeyboardEvent, type PointerEvent, type RefObject, useRef } from 'react';
import { type CellsMark, cellAt, type Picture } from '#engine/campaign/report/pictures/picture.ts';
import { type CellPlace, cellAfterKey } from './cellKeys.ts';

export interface CellCursor {
  readonly lattices: readonly CellsMark[];
  readonly told: RefObject<HTMLParagraphElement | null>;
  /** Round the cell of the cursor. */
  readonly frame: RefObject<SVGRectElement | null>;
  readonly follow: (event: PointerEvent<SVGSVGElement>) => void;
  /** Tells where the cursor is. */
  readonly place: () => void;
  readonly move: (event: KeyboardEvent) => void;
}

export function useCellCursor({ width, height, marks }: Picture): CellCursor {
  const told = useRef<HTMLParagraphElement>(null);
  const frame = useRef<SVGRectElement>(null);
  const at = useRef<CellPlace>({ lattice: 0, cell: 0 });
  const lattices = marks.filter((mark): mark is CellsMark => mark.kind === 'cells');
  const tell = (words: string) => {
    if (told.current !== null) told.current.textContent = words;
  };
  const place = () => {
    const mark = lattices[at.current.lattice];
    if (mark === undefined) return;
    const { x, y, columns, cellWidth, cellHeight, shades } = mark;
    const cell = Math.min(at.current.cell, shades.length - 1);
    const box = {
      x: x + (cell % columns) * cellWidth,
      y: y + Math.floor(cell / columns) * cellHeight,
      width: cellWidth,
      height: cellHeight,
    };
    for (const [name, value] of Object.entries(box)) frame.current?.setAttribute(name, String(value));
    frame.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    tell(mark.told(cell));
  };
  return {
    lattices,
    told,
    frame,
    place,
    follow({ currentTarget, clientX, clientY }) {
      const box = currentTarget.getBoundingClientRect();
      const x = ((clientX - box.left) * width) / box.width;
      const y = ((clientY - box.top) * height) / box.height;
      const words = lattices.flatMap((mark) => {
        const cell = cellAt(mark, x, y);
        return cell === null ? [] : [mark.told(cell)];
      });
      tell(words[0] ?? '');
    },
    move(event) {
      const rows = lattices.map(({ columns, shades }) => ({ columns, count: shades.length }));
      const next = cellAfterKey(event, at.current, rows);
      if (next === null) return;
      event.preventDefault();
      at.current = next;
      place();
    },
  };
}
