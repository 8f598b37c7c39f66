/** The import report in words, one list for the page, its clipboard and the terminal. */
import type { ImportNote } from '../io/importReport.ts';
import type { ImportSummary } from './importSummary.ts';

/** What it is and costs: a name and a value each. */
export function importFacts(summary: ImportSummary): readonly (readonly [name: string, value: string])[] {
  const { cost, sites, references, budgetBytes } = summary;
  const { largestNode } = cost;
  return [
    ['recognised as', summary.recognised],
    ['id', summary.id.slice(0, 12)],
    ['nodes', grouped(summary.nodes)],
    ['parameters', grouped(summary.parameters)],
    ['sites', `${grouped(sites.parameters)} in parameters, ${grouped(sites.values)} in values of one image`],
    ['MACs', cost.macs === null ? 'unknown' : `${grouped(cost.macs)} for one image`],
    [
      'memory',
      `${megabytes(cost.weightsBytes)} of weights, ${megabytes(cost.valuesBytes)} of values for one image; at most ${megabytes(budgetBytes)} of values are kept`,
    ],
    ...(largestNode === null
      ? []
      : ([['largest node', `${largestNode.id}, ${megabytes(largestNode.bytes)}`]] as const)),
    [
      'reference pairs',
      references === null
        ? 'none beside the model'
        : `${references.pairs === 1 ? 'one' : references.pairs} checked: largest difference ${references.worst.toPrecision(2)} of the largest output, ${references.worst <= references.tolerance ? 'within' : 'BEYOND'} ${references.tolerance}`,
    ],
  ];
}

export const factOf = (summary: ImportSummary, name: string): string =>
  importFacts(summary).find(([title]) => title === name)?.[1] ?? '';

const TITLES: Readonly<Record<ImportNote['kind'], string>> = {
  warning: 'To be careful of',
  rewritten: 'Rewritten, computed the same',
  stored: 'Stored words taken over',
};

/** Notes by kind, warnings first; kinds without notes are left out. */
export function noteGroups(notes: readonly ImportNote[]): readonly {
  readonly title: string;
  readonly kind: ImportNote['kind'];
  readonly notes: readonly ImportNote[];
}[] {
  return (['warning', 'rewritten', 'stored'] as const).flatMap((kind) => {
    const own = notes.filter((note) => note.kind === kind);
    return own.length === 0 ? [] : [{ kind, title: TITLES[kind], notes: own }];
  });
}

export const noteText = ({ what, where, why }: ImportNote): string =>
  `${where === null ? '' : `${where}: `}${what}${why === null ? '' : ` ${why}`}`;

/** Plain text, for the clipboard and the terminal. */
export function importText(summary: ImportSummary): string {
  const facts = importFacts(summary);
  const width = Math.max(...facts.map(([name]) => name.length));
  const lines = facts.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
  const groups = noteGroups(summary.notes).flatMap(({ title, notes }) => [
    '',
    `${title}:`,
    ...notes.map((note) => `- ${noteText(note)}`),
  ]);
  return `${[...lines, ...groups].join('\n')}\n`;
}

const grouped = (count: number | null): string =>
  count === null ? 'unknown' : count.toLocaleString('en-US');

/** `0.2 MB`, `94 MB`: 10^6 bytes. */
function megabytes(bytes: number): string {
  const size = bytes / 1e6;
  return `${size < 10 ? size.toFixed(size < 0.1 ? 3 : 1) : grouped(Math.round(size))} MB`;
}
