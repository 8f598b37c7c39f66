/**
 * Rows column by column: one array for each column of all rows, so that a row of a campaign costs no object where it is made,
 * written and packed. `rowsOf` and `columnsOf` are inverse.
 */
import type { Band } from './bands.ts';
import type { Reason } from './reasons.ts';
import { type Cell, COLUMNS, type Column, cellOf, type Row } from './row.ts';

/** The cells of one column. Columns of counts are arrays of numbers as they were counted. */
export type Cells<Kind extends Cell = Cell> = readonly Kind[] | Int32Array | Float64Array;

type CellOf<Name extends Column> = Name extends Exclude<keyof Row, 'bands' | 'deaths'> ? Row[Name] : number;

type ColumnCells = {
  readonly [Name in Column]: number extends CellOf<Name> ? Cells<CellOf<Name>> : readonly CellOf<Name>[];
};

export interface RowColumns {
  /** Rows. */
  readonly count: number;
  readonly cells: ColumnCells;
}

export function columnsOf(rows: readonly Row[]): RowColumns {
  return columnsFrom(rows.length, (column) => rows.map(cellOf(column)));
}

/** `read`: the cells of a column, and of which kind they are is known only to the caller; `place`: in COLUMNS. */
export function columnsFrom(count: number, read: (column: Column, place: number) => Cells): RowColumns {
  const cells = Object.fromEntries(COLUMNS.map((column, place) => [column, read(column, place)]));
  return { count, cells: cells as unknown as ColumnCells };
}

/** Every name written out: objects that are put together name by name take five times as long to make and to read. */
export function rowsOf({ count, cells }: RowColumns): Row[] {
  const { trial, stratum, fault, tensor, element, bit, image, label, goldenTop, faultyTop, ...more } = cells;
  const { images, masked, benign, changed, sdc, due, sdc5, labelled, goldenRight, faultyRight } = more;
  const { lossChange, maxAbsDiff, reason, diedAt } = more;
  const rows: Row[] = [];
  for (let k = 0; k < count; k++)
    rows.push({
      trial: trial[k],
      stratum: stratum[k],
      fault: fault[k],
      tensor: tensor[k],
      element: element[k],
      bit: bit[k],
      image: image[k],
      label: label[k],
      goldenTop: goldenTop[k],
      faultyTop: faultyTop[k],
      images: images[k],
      masked: masked[k],
      benign: benign[k],
      changed: changed[k],
      sdc: sdc[k],
      due: due[k],
      sdc5: sdc5[k],
      bands: {
        '0': cells['band 0'][k],
        '0-5': cells['band 0-5'][k],
        '5-10': cells['band 5-10'][k],
        '10-20': cells['band 10-20'][k],
        '>20': cells['band >20'][k],
        SDC: cells['band SDC'][k],
        DUE: cells['band DUE'][k],
        none: cells['band none'][k],
      } satisfies Record<Band, unknown> as Row['bands'],
      labelled: labelled[k],
      goldenRight: goldenRight[k],
      faultyRight: faultyRight[k],
      lossChange: lossChange[k],
      maxAbsDiff: maxAbsDiff[k],
      reason: reason[k],
      diedAt: diedAt[k],
      deaths: {
        'no-op': cells['died no-op'][k],
        'zero input': cells['died zero input'][k],
        ReLU: cells['died ReLU'][k],
        pool: cells['died pool'][k],
        rounding: cells['died rounding'][k],
        saturation: cells['died saturation'][k],
      } satisfies Record<Reason, unknown> as Row['deaths'],
    } satisfies Record<keyof Row, unknown> as Row);
  return rows;
}
