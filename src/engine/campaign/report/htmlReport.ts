/**
 * The report as one HTML file that needs nothing else: no script, no font, no network. Charts are inline SVG; every
 * number in a chart stands in a table too. Pure: the same campaign gives the same text.
 */
import type { CampaignRecord } from '../run/record.ts';
import type { Row } from '../run/row.ts';
import type { ConvergencePoint } from './convergence.ts';
import type { ErrorRateSeries } from './errorRateSeries.ts';
import type { Rate } from './estimate.ts';
import { heatTable } from './heatTable.ts';
import { count, escaped, percent } from './htmlText.ts';
import { bandsPicture, lossPicture, outputPicture } from './pictures/changes.ts';
import { channelsPicture } from './pictures/channels.ts';
import { convergencePicture } from './pictures/convergence.ts';
import { errorRatesPicture } from './pictures/errorRates.ts';
import { maskingPicture } from './pictures/masking.ts';
import { ratesPicture } from './pictures/rates.ts';
import { pictureSvg } from './pictures/svgText.ts';
import { REPORT_STYLE } from './reportStyle.ts';
import type { DomainRates, Report } from './summarise.ts';

export interface Reported {
  readonly record: CampaignRecord;
  readonly report: Report;
  /** Worst first. */
  readonly worst: readonly Row[];
  readonly convergence: readonly ConvergencePoint[];
  /** Campaigns that differ from this one in the bit error rate alone, this one included. */
  readonly series?: ErrorRateSeries | null;
}

export function htmlReport({ record, report, worst, convergence, series = null }: Reported): string {
  const title = record.plan.title || `Faults in ${record.model.name}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${words(report)}
${overall(report)}
${errorRates(series)}
${settling(convergence)}
${strata(report)}
${byLayer(report)}
${byBit(report)}
${layerBit(report)}
${byChannel(report)}
${byClass(report)}
${masking(report)}
${worstTrials(worst)}
${provenance(record, report)}
</main>
</body>
</html>
`;
}

function words({ words: { sentences, warnings }, trials }: Report): string {
  const done = `${count(trials.done)} of ${count(trials.planned)} trials are in this report.`;
  return `<section><h2>Plan</h2>
${[...sentences, done].map((sentence) => `<p>${escaped(sentence)}</p>`).join('\n')}
${warnings.map((warning) => `<p class="warning">Note: ${escaped(warning)}</p>`).join('\n')}
</section>`;
}

const NAMES = {
  sdc: 'SDC: the answer changes',
  due: 'DUE: an output is not finite',
  critical: 'SDC or DUE',
  sdc5: 'SDC-5: not among the best five',
  masked: 'Masked: outputs bit-equal',
  benign: 'Benign: other outputs, same answer',
  changed: 'Changed (a model without classes)',
} as const;

function overall(report: Report): string {
  const { overall: rates, asDrawn, accuracy, anytime, confidence } = report;
  const metrics = (Object.keys(NAMES) as (keyof typeof NAMES)[]).filter(
    (metric) => metric !== 'changed' || rates.changed.rate > 0,
  );
  const lines = metrics.map(
    (metric) =>
      `<tr><th scope="row">${NAMES[metric]}</th>${cells(rates[metric])}${asDrawn === null ? '' : `<td>${percent(asDrawn[metric])}</td>`}</tr>`,
  );
  const right =
    accuracy === null
      ? ''
      : `<p>Accuracy ${percent(accuracy.golden)} golden, ${percent(accuracy.faulty)} faulty. Mean change of the loss, images that are not DUE: ${accuracy.lossChange.toPrecision(4)}.</p>`;
  const sequential =
    anytime === null
      ? ''
      : `<p>Anytime-valid interval of ${anytime.metric}: ${percent(anytime.rate.low)} to ${percent(anytime.rate.high)}${anytime.stopped ? '; narrow enough, so the campaign stopped' : ''}.</p>`;
  return `<section><h2>Outcome</h2>
${pictureSvg(
  ratesPicture(
    metrics.map((metric) => ({ label: NAMES[metric].split(':')[0] as string, rate: rates[metric] })),
    'Rates of all outcomes',
  ),
)}
<table><thead><tr><th>outcome</th><th>rate</th><th>${percent(confidence)} interval</th><th>trials</th>${asDrawn === null ? '' : '<th>as drawn</th>'}</tr></thead>
<tbody>${lines.join('\n')}</tbody></table>
${right}${sequential}
${topScore(report)}${outputs(report)}${losses(report)}</section>`;
}

function topScore({ bands, overall }: Report): string {
  // Only models without classes, which have no top score, have images that are merely changed.
  if (overall.changed.rate > 0) return '';
  return `<h3>How far the top score moved</h3>
${pictureSvg(bandsPicture(bands, 'Shares of images by how far the top score moved'))}
<table><thead><tr>${Object.keys(bands)
    .map((band) => `<th>${/\d/.test(band) ? `${escaped(band)} %` : escaped(band)}</th>`)
    .join('')}</tr></thead>
<tbody><tr>${Object.values(bands)
    .map((share) => `<td>${percent(share)}</td>`)
    .join('')}</tr></tbody></table>
`;
}

function outputs({ outputChanges }: Report): string {
  const picture = outputPicture(outputChanges, 'Shares of trials by the greatest change of an output');
  return picture === null ? '' : `<h3>How far outputs moved</h3>\n${pictureSvg(picture)}\n`;
}

function losses({ losses: counts }: Report): string {
  const picture = lossPicture(counts, 'Shares of trials by how the loss changed, per image that is not DUE');
  return picture === null ? '' : `<h3>How the loss changed</h3>\n${pictureSvg(picture)}\n`;
}

function settling(points: readonly ConvergencePoint[]): string {
  const picture = convergencePicture(points, 'critical', 'SDC or DUE');
  return picture === null
    ? ''
    : `<section><h2>How the interval narrowed</h2>${pictureSvg(picture)}</section>`;
}

function errorRates(series: ErrorRateSeries | null): string {
  if (series === null || series.points.length < 2) return '';
  const { points, golden, of } = series;
  const picture = errorRatesPicture(points, golden, `${of} against the bit error rate`);
  const lines = points.map(
    ({ errorRate, value }) => `<tr><th scope="row">${errorRate}</th>${cells(value)}</tr>`,
  );
  return `<section><h2>${of} against the bit error rate</h2>
${picture === null ? '' : pictureSvg(picture)}
<details><summary>Table</summary><table><thead><tr><th>error rate</th><th>${of.toLowerCase()}</th><th>interval</th><th>trials</th></tr></thead>
<tbody>${lines.join('\n')}</tbody></table></details></section>`;
}

function masking({ masking: { hit, died } }: Report): string {
  const pictures = [
    maskingPicture(hit, 'Why faults died, by the layer that was hit'),
    maskingPicture(died, 'Where and why faults died'),
  ].flatMap((picture) => (picture === null ? [] : [`<h3>${picture.name}</h3>\n${pictureSvg(picture)}`]));
  if (pictures.length === 0) return '';
  return `<section><h2>Masking</h2><p>Shares of images as drawn; argmax margin: outputs differ and the answer stayed.</p>
${pictures.join('\n')}</section>`;
}

function byChannel({ domains }: Report): string {
  const channels = domains.channel.map(({ key, rates }) => ({
    layer: key.layer ?? '',
    channel: key.channel ?? 0,
    rate: rates.critical,
  }));
  const picture = channelsPicture(channels, 'SDC or DUE by channel');
  if (picture === null) return '';
  return `<section><h2>By channel</h2><p>One cell a channel, shaded by the root of its rate of SDC or DUE; summary.json has the numbers.</p>
${pictureSvg(picture)}</section>`;
}

const cells = ({ rate, low, high, n }: Rate): string =>
  `<td>${percent(rate)}</td><td>${percent(low)} to ${percent(high)}</td><td>${count(n)}</td>`;

function strata({ strata: list }: Report): string {
  if (list.length < 2 || list.length > 400) return '';
  const lines = list.map(
    ({ label, faults, weight, trials, rates }) =>
      `<tr><th scope="row">${escaped(label)}</th><td>${count(faults)}</td><td>${percent(weight)}</td><td>${count(trials)}</td><td>${percent(rates.critical.rate)}</td><td>${percent(rates.critical.low)} to ${percent(rates.critical.high)}</td></tr>`,
  );
  return `<section><h2>Strata</h2><details><summary>${list.length} strata with their weights</summary>
<table><thead><tr><th>stratum</th><th>faults</th><th>weight</th><th>trials</th><th>SDC or DUE</th><th>interval</th></tr></thead>
<tbody>${lines.join('\n')}</tbody></table></details></section>`;
}

function domainSection(
  title: string,
  list: readonly DomainRates[],
  label: (domain: DomainRates) => string,
): string {
  if (list.length === 0) return '';
  const lines = list.map(
    (domain) =>
      `<tr><th scope="row">${escaped(label(domain))}</th>${cells(domain.rates.critical)}<td>${percent(domain.rates.sdc.rate)}</td><td>${percent(domain.rates.due.rate)}</td></tr>`,
  );
  return `<section><h2>${title}</h2>
${pictureSvg(
  ratesPicture(
    list.map((domain) => ({ label: label(domain), rate: domain.rates.critical })),
    `${title}: SDC or DUE`,
  ),
)}
<details><summary>Table</summary><table><thead><tr><td></td><th>SDC or DUE</th><th>interval</th><th>trials</th><th>SDC</th><th>DUE</th></tr></thead>
<tbody>${lines.join('\n')}</tbody></table></details></section>`;
}

const byLayer = ({ domains }: Report): string =>
  domainSection('By layer', domains.layer, ({ key }) => key.layer ?? '');

const byBit = ({ domains }: Report): string =>
  domainSection(
    'By bit',
    [...domains.bit].sort((a, b) => (b.key.bit ?? 0) - (a.key.bit ?? 0)),
    ({ key }) => `bit ${key.bit}`,
  );

const byClass = ({ domains }: Report): string =>
  domainSection(
    'By class of the image',
    [...domains.class].sort((a, b) => (a.key.class ?? 0) - (b.key.class ?? 0)),
    ({ key }) => `class ${key.class}`,
  );

function layerBit({ domains }: Report): string {
  const list = domains['layer-bit'];
  if (list.length === 0) return '';
  const layers = [...new Set(list.map(({ key }) => key.layer as string))];
  const bits = [...new Set(list.map(({ key }) => key.bit as number))].sort((a, b) => b - a);
  const rateAt = new Map(list.map(({ key, rates }) => [`${key.layer} ${key.bit}`, rates.critical]));
  return `<section><h2>By layer and bit</h2>
${heatTable(layers, bits, (layer, bit) => rateAt.get(`${layer} ${bit}`) ?? null)}</section>`;
}

function worstTrials(first: readonly Row[]): string {
  if (first.length === 0) return '';
  const lines = first.map(
    (row) =>
      `<tr><td>${row.trial}</td><td><code>${escaped(row.fault.length > 160 ? `${row.fault.slice(0, 160)}...` : row.fault)}</code></td><td>${row.image ?? `${row.images} images`}</td><td>${row.due > 0 ? `DUE ${row.due}` : ''}${row.sdc > 0 ? ` SDC ${row.sdc}` : ''}</td><td>${row.goldenTop === null ? '' : `${row.goldenTop} to ${row.faultyTop}`}</td></tr>`,
  );
  return `<section><h2>Worst trials</h2>
<table><thead><tr><th>trial</th><th>fault</th><th>image</th><th>outcome</th><th>answer</th></tr></thead>
<tbody>${lines.join('\n')}</tbody></table></section>`;
}

function provenance(record: CampaignRecord, { population }: Report): string {
  const { plan, model, backend, adapter, flags, versions, inputs, images, weights } = record;
  const facts = [
    ['model', `${model.name} (${model.hash})`],
    ['weights', weights],
    [
      'inputs',
      `${plan.inputs.from}, ${count(images.length)} of ${count(inputs.count)} images (${inputs.hash})`,
    ],
    ['population', `${count(population.faults)} faults in ${count(population.elements)} elements`],
    ['seed', String(plan.seed)],
    ['back end', `${backend}${adapter === null ? '' : `, ${adapter}`} ${JSON.stringify(flags)}`],
    ['versions', JSON.stringify(versions)],
    ['bands', plan.bands],
  ];
  return `<section><h2>How to repeat it</h2>
<table class="facts"><tbody>${facts.map(([name, value]) => `<tr><th scope="row">${name}</th><td>${escaped(value as string)}</td></tr>`).join('\n')}</tbody></table>
<details><summary>The plan</summary><pre>${escaped(JSON.stringify(plan, null, 2))}</pre></details></section>`;
}
