/**
 * Rows of a campaign: one per trial, as they stand in the journal, in CSV and in Parquet. A row counts images by what
 * became of them; of a pair, that is one image, whose answers are told too. Rows are compared as they are: the same plan
 * gives the same rows on one back end, however it was run.
 */
import { parseFaults } from '../../faults/parse.ts';
import type { Trial } from '../plan/trial.ts';
import { BANDS, type Band } from './bands.ts';
import type { GoldenAnswer } from './goldenAnswer.ts';
import type { Tally } from './tally.ts';

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
}

/** The row of a trial; `only`: the golden side of its one image. */
export function rowOf(of: Trial, tally: Tally, only: OnlyImage | null): Row {
  const { trial, stratum, text } = of;
  const { verdicts, images, sdc5, labelled, goldenRight, faultyRight, lossChange } = tally;
  return {
    trial,
    stratum,
    fault: text,
    ...(stratum === -1 ? placeOfText(text) : placeOf(of)),
    image: only?.image ?? null,
    label: only?.golden.label ?? null,
    goldenTop: only?.golden.top ?? null,
    faultyTop: only === null ? null : tally.faultyTop,
    images,
    masked: verdicts.masked,
    benign: verdicts.benign,
    changed: verdicts.changed,
    sdc: verdicts.SDC,
    due: verdicts.DUE,
    sdc5,
    bands: { ...tally.bands },
    labelled,
    goldenRight,
    faultyRight,
    lossChange,
  };
}

export interface OnlyImage {
  readonly image: number;
  readonly golden: GoldenAnswer;
}

type Place = Pick<Row, 'tensor' | 'element' | 'bit'>;

function placeOf({ faults, site }: Trial): Place {
  const hit = faults.length === 1 ? faults[0] : undefined;
  if (hit === undefined) return NOWHERE;
  const bit = site === null ? null : hit.tensor.space.bit(site.variant);
  return { tensor: hit.tensor.id, element: hit.element, bit };
}

/** Of a given fault: its tensor, and its bit where it is one. */
function placeOfText(text: string): Place {
  const [fault, ...more] = parseFaults(text);
  if (fault === undefined || more.length > 0) return NOWHERE;
  const { site, effect } = fault;
  const bit = 'bits' in effect && effect.bits.length === 1 ? (effect.bits[0] as number) : null;
  return { tensor: `${site.node}/${site.tensor}`, element: null, bit };
}

const NOWHERE: Place = { tensor: null, element: null, bit: null };

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
] as const;

export type Column = (typeof COLUMNS)[number];

export function cell(row: Row, column: Column): string | number | null {
  return column.startsWith('band ')
    ? row.bands[column.slice(5) as Band]
    : row[column as Exclude<keyof Row, 'bands'>];
}

/** A row out of its cells, the inverse of `cell` over COLUMNS. */
export function rowFromCells(cells: ReadonlyMap<Column, string | number | null>): Row {
  const plain = Object.fromEntries([...cells].filter(([column]) => !column.startsWith('band ')));
  const bands = Object.fromEntries(BANDS.map((band) => [band, cells.get(`band ${band}`) ?? 0]));
  return { ...plain, bands } as unknown as Row;
}
