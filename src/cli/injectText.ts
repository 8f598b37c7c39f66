/** What `bitflip inject` says to a person: the faults, the verdict, golden against faulty, and where it travelled. */
import { argmax, outputDistance } from '#engine/campaign/outcome.ts';
import type { OutputReport, PlayedScene } from '#engine/scene/playScene.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';
import { accuracyText } from './accuracyReport.ts';
import { columns } from './columns.ts';
import type { Injection } from './injectDocument.ts';
import { inputsText } from './inputReport.ts';
import { storageText } from './storageReport.ts';
import { loud, type Terminal } from './terminal.ts';
import { topCells } from './topTable.ts';

export function injectText(injection: Injection, terminal: Terminal): string {
  const { model, backend, inputs, played, saved, accuracy } = injection;
  const sentences = played.faults.map(({ sentence }) => `${sentence}\n`).join('');
  const verdict = verdictSentence(played);
  const shout = played.verdict === 'SDC' || played.verdict === 'DUE';
  const parts = [
    `${model.name}, ${inputsText(inputs)}, ${backend}\n`,
    storageText(played.storage),
    sentences,
    `${shout ? loud(verdict, terminal) : verdict}\n`,
    ...played.golden.map((golden, k) =>
      topText(golden, played.faulty[k] as OutputReport, played.golden.length > 1),
    ),
    nodesText(injection),
    accuracy === null ? '' : accuracyText(accuracy, true),
    saved.map((path) => `saved ${path}\n`).join(''),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function verdictSentence({ verdict, golden, faulty }: PlayedScene): string {
  switch (verdict) {
    case 'DUE':
      return 'DUE: an output is NaN or infinite.';
    case 'SDC': {
      const turned = golden.findIndex(
        ({ values }, k) => argmax(values) !== argmax((faulty[k] as OutputReport).values),
      );
      return `SDC: ${best(golden[turned])} became ${best(faulty[turned])}.`;
    }
    case 'masked':
      return 'masked: every output is the same to the last bit.';
    case 'benign':
      return `benign: still ${best(golden[0])}, but the outputs differ.`;
    case 'changed': {
      const distance = outputDistance(
        golden.map(({ values }) => values),
        faulty.map(({ values }) => values),
      );
      return `changed: the outputs differ by ${shortNumber(distance)} (l2).`;
    }
  }
}

const best = (output: OutputReport | undefined): string => output?.top[0]?.label ?? 'nothing';

function topText(golden: OutputReport, faulty: OutputReport, titled: boolean): string {
  const rows = golden.top.map((entry, k) => [...topCells(entry), '', ...topCells(faulty.top[k])]);
  const table = columns(
    [['golden', '', '', 'faulty', ''], ...rows],
    ['left', 'right', 'left', 'left', 'right'],
  );
  return titled ? `${golden.value}\n${table}` : table;
}

/** Nodes whose first output changed, in topological order. */
function nodesText({ graph, played }: Injection): string {
  const changed = graph.nodes.flatMap(({ id, outputs }) => {
    const seen = played.observations.find(({ value }) => value === outputs[0]);
    return seen === undefined || seen.changed === 0 ? [] : [{ id, ...seen }];
  });
  const total = `${changed.length} of ${graph.nodes.length} nodes changed`;
  if (changed.length === 0) return `${total}.\n`;
  const rows = changed.map(({ id, changed: count, size, maxAbsDiff, l2, nan, inf }) => [
    id,
    String(count),
    `of ${size}`,
    shortNumber(maxAbsDiff),
    shortNumber(l2),
    String(nan),
    String(inf),
  ]);
  const head = ['node', 'changed', '', 'max abs diff', 'l2', 'NaN', 'Inf'];
  return `${total}:\n${columns([head, ...rows], ['left', 'right', 'left', 'right', 'right', 'right', 'right'])}`;
}
