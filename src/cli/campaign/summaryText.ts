/** The result of a campaign for a person at a terminal. */

import type { Rate } from '#engine/campaign/report/estimate.ts';
import type { DomainRates, Report } from '#engine/campaign/report/summarise.ts';
import type { Finished } from '#engine/campaign/report/summaryDocument.ts';
import { columns } from '../columns.ts';

/** With its interval, unless the rate is exact. */
export function rateText({ rate, low, high }: Rate): string {
  if (Number.isNaN(rate)) return 'unknown';
  if (low === high) return percent(rate);
  return `${percent(rate)} [${percent(low)}, ${percent(high)}]`;
}

const percent = (share: number): string => `${Number((100 * share).toPrecision(4))} %`;

export function summaryText({ record, report, weightsAfter, finished, files }: Finished): string {
  const { trials, words } = report;
  const parts = [
    ...words.sentences,
    ...words.warnings.map((warning) => `Note: ${warning}`),
    '',
    `${trials.done.toLocaleString('en')} of ${trials.planned.toLocaleString('en')} trials${finished ? '' : ', not finished'}`,
    '',
    overallTable(report),
    ...accuracyLines(report),
    domainTable('layer', report.domains.layer, ({ key }) => key.layer ?? ''),
    domainTable('bit', report.domains.bit, ({ key }) => String(key.bit)),
    weightsAfter === null
      ? ''
      : `weights ${weightsAfter === record.weights ? 'unchanged' : 'CHANGED'}: ${record.weights.slice(0, 12)}\n`,
    files.length > 0 ? `written: ${files.join(', ')}\n` : '',
  ];
  return parts.filter((part, k) => part !== '' || k < words.sentences.length + 4).join('\n');
}

function overallTable({ overall, confidence, asDrawn, anytime }: Report): string {
  const names = {
    sdc: 'SDC (answer changes)',
    due: 'DUE (not finite)',
    critical: 'SDC or DUE',
    masked: 'masked',
    benign: 'benign',
    changed: 'changed',
    sdc5: 'SDC-5',
  } as const;
  const rows = Object.entries(names).flatMap(([metric, name]) => {
    const rate = overall[metric as keyof typeof overall];
    return rate.rate === 0 && metric === 'changed'
      ? []
      : [[name, rateText(rate), asDrawn === null ? '' : percent(asDrawn[metric as keyof typeof overall])]];
  });
  const more = anytime === null ? [] : [[`${anytime.metric}, anytime-valid`, rateText(anytime.rate), '']];
  const exact = Object.values(overall).every(({ low, high }) => low === high);
  const head = [
    '',
    exact ? 'rate' : `rate and ${percent(confidence)} interval`,
    asDrawn === null ? '' : 'as drawn',
  ];
  return columns([head, ...rows, ...more], ['left', 'left', 'left']);
}

function accuracyLines({ accuracy }: Report): string[] {
  if (accuracy === null) return [];
  return [
    `accuracy ${percent(accuracy.golden)} golden, ${percent(accuracy.faulty)} faulty; mean change of the loss ${accuracy.lossChange.toPrecision(3)}\n`,
  ];
}

function domainTable(
  name: string,
  list: readonly DomainRates[],
  label: (domain: DomainRates) => string,
): string {
  if (list.length === 0) return '';
  const sorted = name === 'bit' ? [...list].sort((a, b) => (a.key.bit ?? 0) - (b.key.bit ?? 0)) : list;
  return columns(
    [
      [name, 'trials', 'SDC', 'DUE'],
      ...sorted.map((domain) => [
        label(domain),
        domain.rates.sdc.n.toLocaleString('en'),
        rateText(domain.rates.sdc),
        rateText(domain.rates.due),
      ]),
    ],
    [name === 'bit' ? 'right' : 'left', 'right', 'left', 'left'],
  );
}
