/**
 * Rows of a campaign: one per trial, as they stand in the journal, in CSV and in Parquet. A row counts images by what
 * became of them; of a pair, that is one image, whose answers are told too. Rows are compared as they are: the same plan
 * gives the same rows on one back end, however it was run.
 */
import { parseFaults } from '../../faults/parse.ts';
import type { ModelGraph } from '../../graph/modelGraph.ts';
import type { Trial } from '../plan/trial.ts';
import { BANDS, type Band } from './bands.ts';
import type { GoldenAnswer } from './goldenAnswer.ts';
import { MARGIN, REASONS, type Reason } from './reasons.ts';
import type { Tallies } from './tallies.ts';

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
  /** Why most of the masked images were masked; the margin where none was and answers stayed; null where neither. */
  readonly reason: Reason | typeof MARGIN | null;
  /** Node at which most of them died, or which gave the answer. */
  readonly diedAt: string | null;
  /** Masked images by reason. */
  readonly deaths: Readonly<Record<Reason, number>>;
}

/** The row of a trial, which stands at `place` of the tallies; `only`: the golden side of its one image. */
export function rowOf(
  of: Trial,
  tallies: Tallies,
  place: number,
  only: OnlyImage | null,
  graph: ModelGraph,
): Row {
  const { trial, stratum, text } = of;
  const { verdicts } = tallies;
  const where =
    stratum === -1 ? { ...placeOfText(text), element: of.faults[0]?.element ?? null } : placeOf(of);
  const at = (counts: Int32Array): number => counts[place] as number;
  return {
    trial,
    stratum,
    fault: text,
    tensor: where.tensor,
    element: where.element,
    bit: where.bit,
    image: only?.image ?? null,
    label: only?.golden.label ?? null,
    goldenTop: only?.golden.top ?? null,
    faultyTop: only === null ? null : at(tallies.faultyTop),
    images: at(tallies.images),
    masked: at(verdicts.masked),
    benign: at(verdicts.benign),
    changed: at(verdicts.changed),
    sdc: at(verdicts.SDC),
    due: at(verdicts.DUE),
    sdc5: at(tallies.sdc5),
    bands: counted(BANDS, tallies.bands, place),
    labelled: at(tallies.labelled),
    goldenRight: at(tallies.goldenRight),
    faultyRight: at(tallies.faultyRight),
    lossChange: tallies.lossChange(place),
    ...deathOf(tallies, place, graph),
  };
}

function counted<Name extends string>(
  names: readonly Name[],
  columns: Readonly<Record<Name, Int32Array>>,
  place: number,
): Record<Name, number> {
  const counts = {} as Record<Name, number>;
  for (const name of names) counts[name] = columns[name][place] as number;
  return counts;
}

/** The reason of most, the first of REASONS among equals. */
function deathOf(
  tallies: Tallies,
  place: number,
  { nodes, values, outputs }: ModelGraph,
): Pick<Row, 'reason' | 'diedAt' | 'deaths'> {
  const deaths = counted(REASONS, tallies.reasons, place);
  const node = tallies.diedAt(place);
  if (node !== null) {
    const reason = REASONS.reduce((most, next) => (deaths[next] > deaths[most] ? next : most));
    return { reason, diedAt: nodes[node]?.id ?? null, deaths };
  }
  const stayed = tallies.verdicts.masked[place] === 0 && tallies.verdicts.benign[place] !== 0;
  return {
    reason: stayed ? MARGIN : null,
    diedAt: stayed ? (values[outputs[0] ?? '']?.node ?? null) : null,
    deaths,
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
  'reason',
  'diedAt',
  ...REASONS.map((reason) => `died ${reason}` as const),
] as const;

export type Column = (typeof COLUMNS)[number];

export function cell(row: Row, column: Column): string | number | null {
  if (column.startsWith('band ')) return row.bands[column.slice(5) as Band];
  if (column.startsWith('died ')) return row.deaths[column.slice(5) as Reason];
  return row[column as Exclude<keyof Row, 'bands' | 'deaths'>];
}

type Cell = string | number | null;
type Places = readonly (readonly [name: string, at: number])[];

const placesOf = (names: readonly string[], prefix: string): Places =>
  names.map((name) => [name, (COLUMNS as readonly string[]).indexOf(`${prefix}${name}`)]);
const PLAIN: Places = placesOf(
  COLUMNS.filter((column) => !/^(band|died) /.test(column)),
  '',
);
const BAND_CELLS = placesOf(BANDS, 'band ');
const DEATH_CELLS = placesOf(REASONS, 'died ');

/** A row out of its cells in the order of COLUMNS, the inverse of `cell`. Journals of millions of rows come through here. */
export function rowFromCells(cells: readonly Cell[]): Row {
  const row = picked(PLAIN, cells) as Record<string, unknown>;
  row['bands'] = picked(BAND_CELLS, cells);
  row['deaths'] = picked(DEATH_CELLS, cells);
  return row as unknown as Row;
}

function picked(places: Places, cells: readonly Cell[]): Record<string, Cell> {
  const found: Record<string, Cell> = {};
  for (const [name, at] of places) found[name] = cells[at] as Cell;
  return found;
}
