/**
 * Rows of a campaign: one per trial, as they stand in the journal, in CSV and in Parquet. A row counts images by what
 * became of them; of a pair, that is one image, whose answers are told too. Rows are compared as they are: the same plan
 * gives the same rows on one back end, however it was run.
 */
import { BANDS, type Band } from './bands.ts';
import { type MARGIN, REASONS, type Reason } from './reasons.ts';

export interface Row {
  readonly trial: number;
  /** Place in the plan's strata, -1 for a given list. */
  readonly stratum: number;
  /** Fault string; on this image or on all. */
  readonly fault: string;
  /** Tensor, element and lowest bit that is hit, where it is one. */
  readonly tensor: string | null;
  readonly element: number | null;
  readonly bit: number | null;
  /** Number of the image in the inputs; null for a row about several. */
  readonly image: number | null;
  readonly label: number | null;
  readonly goldenTop: number | null;
  readonly faultyTop: number | null;
  /** Images that the counts below are of. */
  readonly images: number;
  readonly masked: number;
  readonly benign: number;
  readonly changed: number;
  readonly sdc: number;
  readonly due: number;
  /** The faulty answer is not among golden's best five (or the run is DUE). */
  readonly sdc5: number;
  readonly bands: Readonly<Record<Band, number>>;
  /** Images with a label; right answers among them. */
  readonly labelled: number;
  readonly goldenRight: number;
  readonly faultyRight: number;
  /** Sum over labelled images that are not DUE: cross-entropy faulty less golden. */
  readonly lossChange: number;
  /** Greatest change of an output over the images, at positions that are finite in both runs; null in rows of older versions. */
  readonly maxAbsDiff: number | null;
  /** Why most of the masked images were masked; the margin where none was and answers stayed; null where neither. */
  readonly reason: Reason | typeof MARGIN | null;
  /** Node at which most of them died, or which gave the answer. */
  readonly diedAt: string | null;
  /** Masked images by reason. */
  readonly deaths: Readonly<Record<Reason, number>>;
}

/** Columns of files, in their order. */
export const COLUMNS = [
  'trial',
  'stratum',
  'fault',
  'tensor',
  'element',
  'bit',
  'image',
  'label',
  'goldenTop',
  'faultyTop',
  'images',
  'masked',
  'benign',
  'changed',
  'sdc',
  'due',
  'sdc5',
  ...BANDS.map((band) => `band ${band}` as const),
  'labelled',
  'goldenRight',
  'faultyRight',
  'lossChange',
  'maxAbsDiff',
  'reason',
  'diedAt',
  ...REASONS.map((reason) => `died ${reason}` as const),
] as const;

export type Column = (typeof COLUMNS)[number];

export type Cell = string | number | null;

/** Names of columns taken apart once, not for every cell. */
const CELLS = Object.fromEntries(
  COLUMNS.map((column): [Column, (row: Row) => Cell] => {
    const band = BANDS.find((each) => column === `band ${each}`);
    if (band !== undefined) return [column, ({ bands }) => bands[band]];
    const reason = REASONS.find((each) => column === `died ${each}`);
    if (reason !== undefined) return [column, ({ deaths }) => deaths[reason]];
    const own = column as Exclude<keyof Row, 'bands' | 'deaths'>;
    return [column, (row) => row[own]];
  }),
) as Record<Column, (row: Row) => Cell>;

/** What stands in a column, of each row it is given. */
export const cellOf = (column: Column): ((row: Row) => Cell) => CELLS[column];
