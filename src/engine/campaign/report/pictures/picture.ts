/**
 * A chart as plain data: marks at places, each with a look. The page draws it, the report prints it and files are made of
 * it, all from the same marks. Sizes are in pixels; `shade` is from 0 to 1.
 */
export type Look =
  | 'ink'
  | 'soft'
  | 'grid'
  | 'bar'
  | 'whisker'
  | 'band'
  | 'line'
  | 'fault'
  | 'due'
  | 'golden'
  | 'masked'
  | 'empty';

export type Mark =
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly look: Look;
      readonly told?: string;
    }
  | { readonly kind: 'path'; readonly d: string; readonly look: Look; readonly told?: string }
  /** Dots, circles of radius 3. */
  | {
      readonly kind: 'dot';
      readonly x: number;
      readonly y: number;
      readonly look: Look;
      readonly told?: string;
    }
  | TextMark
  | CellsMark;

export interface TextMark {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly look: Look;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly small?: boolean;
}

/** A lattice of shaded cells, row by row; null is a cell of which nothing is known. */
export interface CellsMark {
  readonly kind: 'cells';
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly shades: readonly (number | null)[];
  readonly told: (cell: number) => string;
  readonly look: Look;
}

export interface Picture {
  /** What it shows, in a line. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}

export const SHADES = 24;

/** Cells of one shade are one path: thousands of cells are a few elements. `level` is null for the unknown. */
export function shadePaths({ x, y, columns, cellWidth, cellHeight, shades }: CellsMark): readonly {
  readonly level: number | null;
  readonly d: string;
}[] {
  const byLevel = new Map<number | null, string[]>();
  const gap = Math.min(1, cellWidth / 6);
  shades.forEach((shade, k) => {
    const level = shade === null ? null : Math.ceil(Math.min(1, shade) * SHADES) / SHADES;
    const left = round(x + (k % columns) * cellWidth);
    const top = round(y + Math.floor(k / columns) * cellHeight);
    const box = `M${left} ${top}h${round(cellWidth - gap)}v${round(cellHeight - gap)}h${round(gap - cellWidth)}z`;
    const own = byLevel.get(level);
    if (own === undefined) byLevel.set(level, [box]);
    else own.push(box);
  });
  return [...byLevel].map(([level, boxes]) => ({ level, d: boxes.join('') }));
}

/** Which cell a point is in; null beside all of them. */
export function cellAt(mark: CellsMark, pointX: number, pointY: number): number | null {
  const column = Math.floor((pointX - mark.x) / mark.cellWidth);
  const row = Math.floor((pointY - mark.y) / mark.cellHeight);
  const cell = row * mark.columns + column;
  return column >= 0 && column < mark.columns && row >= 0 && cell < mark.shades.length ? cell : null;
}

export const round = (value: number): number => Math.round(value * 10) / 10;

export const text = (
  x: number,
  y: number,
  words: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
  look: Look = 'ink',
): TextMark => ({ kind: 'text', x: round(x), y: round(y), text: words, look, anchor });

/** 1, 2 or 5 times a power of ten, at most 1. */
export function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-9)));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10;
  return Math.min(1, step * power);
}

/** Three significant digits; what is not known is a dash. */
export const percentWords = (share: number): string =>
  Number.isNaN(share) ? '–' : `${Number((100 * share).toPrecision(3))} %`;

/** As much of a long name as there is room for. */
export const shortName = (name: string, most = 24): string =>
  name.length <= most ? name : `…${name.slice(name.length - most + 1)}`;
