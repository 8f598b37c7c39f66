/** The rows of trials that were run, column by column: what each trial is, and what was counted of it. */
import { parseFaults } from '../../faults/parse.ts';
import type { ModelGraph } from '../../graph/modelGraph.ts';
import type { Trial } from '../plan/trial.ts';
import { BANDS } from './bands.ts';
import type { Campaign } from './campaign.ts';
import { MARGIN, REASONS, type Reason } from './reasons.ts';
import type { Row } from './row.ts';
import type { Cells, RowColumns } from './rowColumns.ts';
import type { Tallies } from './tallies.ts';

/** Trials stand in the tallies as they stand here. */
export function trialColumns(
  { bound, golden, place }: Campaign,
  trials: readonly Trial[],
  tallies: Tallies,
): RowColumns {
  const { verdicts, faultyTop } = tallies;
  const hit = trials.map(placeOf);
  /** Of the one image that a row is about. */
  const ofImage = (read: (image: number, k: number) => number | null): (number | null)[] =>
    trials.map(({ image }, k) => (image === null ? null : read(image, k)));
  return {
    count: trials.length,
    cells: {
      trial: trials.map(({ trial }) => trial),
      stratum: trials.map(({ stratum }) => stratum),
      fault: trials.map(({ text }) => text),
      tensor: hit.map(({ tensor }) => tensor),
      element: hit.map(({ element }) => element),
      bit: hit.map(({ bit }) => bit),
      image: ofImage((image) => bound.images[image] as number),
      label: ofImage((image) => golden[image]?.label ?? null),
      goldenTop: ofImage((image) => golden[image]?.top ?? null),
      faultyTop: ofImage((_, k) => faultyTop[k] as number),
      images: tallies.images,
      masked: verdicts.masked,
      benign: verdicts.benign,
      changed: verdicts.changed,
      sdc: verdicts.SDC,
      due: verdicts.DUE,
      sdc5: tallies.sdc5,
      ...named('band', BANDS, tallies.bands),
      labelled: tallies.labelled,
      goldenRight: tallies.goldenRight,
      faultyRight: tallies.faultyRight,
      lossChange: tallies.lossChange,
      maxAbsDiff: tallies.maxAbsDiff,
      ...deathColumns(tallies, place.program.graph),
      ...named('died', REASONS, tallies.reasons),
    },
  };
}

function named<Prefix extends string, Name extends string>(
  prefix: Prefix,
  names: readonly Name[],
  columns: Readonly<Record<Name, Int32Array>>,
): Record<`${Prefix} ${Name}`, Cells<number>> {
  const entries = names.map((name) => [`${prefix} ${name}`, columns[name]]);
  return Object.fromEntries(entries) as Record<`${Prefix} ${Name}`, Cells<number>>;
}

/** The reason of most, the first of REASONS among equals. */
function deathColumns(
  tallies: Tallies,
  { nodes, values, outputs }: ModelGraph,
): { reason: Row['reason'][]; diedAt: Row['diedAt'][] } {
  const { verdicts, count } = tallies;
  const counts = REASONS.map((each) => tallies.reasons[each]);
  const answer = values[outputs[0] ?? '']?.node ?? null;
  const reason: Row['reason'][] = [];
  const diedAt: Row['diedAt'][] = [];
  for (let k = 0; k < count; k++) {
    const node = tallies.diedAt(k);
    if (node === null) {
      const stayed = verdicts.masked[k] === 0 && verdicts.benign[k] !== 0;
      reason.push(stayed ? MARGIN : null);
      diedAt.push(stayed ? answer : null);
      continue;
    }
    let most = 0;
    for (let next = 1; next < counts.length; next++)
      if ((counts[next]?.[k] as number) > (counts[most]?.[k] as number)) most = next;
    reason.push(REASONS[most] as Reason);
    diedAt.push(nodes[node]?.id ?? null);
  }
  return { reason, diedAt };
}

type Place = Pick<Row, 'tensor' | 'element' | 'bit'>;

const NOWHERE: Place = { tensor: null, element: null, bit: null };

function placeOf({ stratum, text, faults, site }: Trial): Place {
  const [hit] = faults;
  if (stratum === -1) return { ...placeOfText(text), element: hit?.element ?? null };
  if (hit === undefined || faults.length > 1) return NOWHERE;
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
