/**
 * SpikingJET's result table (analyse.py): one column per layer, rows `# of faults` to `acc`, means over every fault and
 * image as drawn. Its classes are its own (open intervals): run the plan with `bands: spikingjet`.
 */
import type { ModelGraph } from '../../graph/modelGraph.ts';
import { LabError } from '../../labError.ts';
import type { Band } from '../run/bands.ts';
import type { Row } from '../run/row.ts';
import { listName } from './faultList.ts';

const BAND_ROWS: readonly (readonly [string, Band])[] = [
  ['fully_masked', '0'],
  ['SDC_1', 'SDC'],
  ['SDC_0_5%', '0-5'],
  ['SDC_5_10%', '5-10'],
  ['SDC_10_20%', '10-20'],
  ['SDC_20', '>20'],
];

/** CSV. An injection is one fault on one image. Throws LabError `unsupported` for rows banded otherwise. */
export function spikingjetTable(rows: readonly Row[], graph: ModelGraph): string {
  if (rows.some(({ bands }) => bands.DUE > 0))
    throw new LabError(
      'unsupported',
      'SpikingJET has no class for DUE: run the plan with bands: spikingjet.',
    );
  const columns = [...groups(rows, graph)];
  const line = (name: string, value: (own: readonly Row[]) => number) =>
    [name, ...columns.map(([, own]) => value(own))].join(',');
  const sum = (own: readonly Row[], of: (row: Row) => number) => own.reduce((all, row) => all + of(row), 0);
  const images = (own: readonly Row[]) => sum(own, (row) => row.images);
  return `${[
    ['', ...columns.map(([name]) => name)].join(','),
    line('# of faults', (own) => new Set(own.map(({ fault }) => fault)).size),
    line('# of injections', images),
    ...BAND_ROWS.map(([name, band]) =>
      line(name, (own) => sum(own, ({ bands }) => bands[band]) / images(own)),
    ),
    line('facc', (own) => sum(own, (row) => row.faultyRight) / sum(own, (row) => row.labelled)),
    line('acc', (own) => sum(own, (row) => row.goldenRight) / sum(own, (row) => row.labelled)),
  ].join('\n')}\n`;
}

/** By layer as SpikingJET calls it, in the graph's order. */
function groups(rows: readonly Row[], { parameters }: ModelGraph): Map<string, Row[]> {
  const byName = new Map<string, Row[]>();
  for (const id of [...Object.keys(parameters), ...rows.map(({ tensor }) => tensor ?? 'several')]) {
    const parameter = parameters[id];
    const name = parameter === undefined ? id : listName(parameter);
    if (byName.has(name)) continue;
    const own = rows.filter(({ tensor }) => (tensor ?? 'several') === id);
    if (own.length > 0) byName.set(name, own);
  }
  return byName;
}
