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
  const table = new SpikingjetTable(graph);
  table.add(rows);
  return table.text();
}

interface Column {
  readonly faults: Set<string>;
  images: number;
  readonly bands: Map<Band, number>;
  labelled: number;
  goldenRight: number;
  faultyRight: number;
}

/** The same, from rows that come part by part. */
export class SpikingjetTable {
  readonly #graph: ModelGraph;
  readonly #columns = new Map<string, Column>();

  constructor(graph: ModelGraph) {
    this.#graph = graph;
  }

  add(rows: readonly Row[]): void {
    for (const { fault, tensor, images, bands, labelled, goldenRight, faultyRight } of rows) {
      if (bands.DUE > 0)
        throw new LabError(
          'unsupported',
          'SpikingJET has no class for DUE: run the plan with bands: spikingjet.',
        );
      const column = this.#columnOf(tensor ?? 'several');
      column.faults.add(fault);
      column.images += images;
      for (const [, band] of BAND_ROWS) column.bands.set(band, (column.bands.get(band) ?? 0) + bands[band]);
      column.labelled += labelled;
      column.goldenRight += goldenRight;
      column.faultyRight += faultyRight;
    }
  }

  /** By layer as SpikingJET calls it, in the graph's order. */
  text(): string {
    const { parameters } = this.#graph;
    const order = new Set([...Object.keys(parameters), ...this.#columns.keys()]);
    const columns = [...order].flatMap((id) => {
      const column = this.#columns.get(id);
      const parameter = parameters[id];
      return column === undefined
        ? []
        : [{ name: parameter === undefined ? id : listName(parameter), column }];
    });
    const line = (name: string, value: (column: Column) => number) =>
      [name, ...columns.map(({ column }) => value(column))].join(',');
    return `${[
      ['', ...columns.map(({ name }) => name)].join(','),
      line('# of faults', ({ faults }) => faults.size),
      line('# of injections', ({ images }) => images),
      ...BAND_ROWS.map(([name, band]) => line(name, ({ bands, images }) => (bands.get(band) ?? 0) / images)),
      line('facc', ({ faultyRight, labelled }) => faultyRight / labelled),
      line('acc', ({ goldenRight, labelled }) => goldenRight / labelled),
    ].join('\n')}\n`;
  }

  #columnOf(tensor: string): Column {
    const known = this.#columns.get(tensor);
    if (known !== undefined) return known;
    const fresh = {
      faults: new Set<string>(),
      images: 0,
      bands: new Map(),
      labelled: 0,
      goldenRight: 0,
      faultyRight: 0,
    };
    this.#columns.set(tensor, fresh);
    return fresh;
  }
}
