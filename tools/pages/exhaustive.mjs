// @ts-check
/**
 * Writes the page about every flip of a bundled model from its summary:
 *
 *   node tools/pages/exhaustive.mjs results/summary.json "12 minutes on two cores" > docs/lenet5-every-flip.md
 *
 * More arguments are paragraphs about it.
 */
import { grouped, percent, readSummary, table } from './table.mjs';

const [path, time, ...notes] = process.argv.slice(2);
if (path === undefined || time === undefined) throw new Error('wanted: summary.json and how long it took');
const summary = readSummary(path);
if (!summary.finished) throw new Error(`${path} is not finished`);
const { overall, trials, population, domains, accuracy, inputs, weights, run, model, storage } = summary;
const example = `examples/${model.id}-exhaustive.yaml`;
const words = Object.keys(storage).length === 0 ? ' of 32 bits' : ' in the codes that they are stored in';

const METRICS = ['sdc', 'due', 'sdc5', 'masked', 'benign'];
const HEAD = ['SDC', 'DUE', 'SDC-5', 'masked', 'benign'];
/** @param {import('./table.mjs').Rates} rates */
const cells = (rates) => METRICS.map((metric) => percent(rates[metric]?.rate ?? Number.NaN));
/** @param {import('./table.mjs').Rates} rates */
const flips = (rates) => grouped(rates['sdc']?.n ?? 0);

const layers = domains.layer.map(({ layer }) => layer ?? '');
const bits = [...domains.bit].sort((a, b) => (b.bit ?? 0) - (a.bit ?? 0));

const kept =
  weights.after === null
    ? ', looked at again by every part'
    : `, ${weights.after === weights.before ? 'the same' : 'CHANGED'} after the last`;

/** @param {string} layer @param {number} bit */
function critical(layer, bit) {
  const found = domains['layer-bit'].find((domain) => domain.layer === layer && domain.bit === bit);
  return percent(found?.rates['critical']?.rate ?? Number.NaN);
}

console.log(`# Every flip of ${model.name}

All ${grouped(population.faults)} single flips in the bundled model (${grouped(population.elements)} parameters${words}), each on the first
${inputs.images.length} held-out pictures: ${grouped(trials.images)} faulty inferences. Nothing is estimated here; these are the rates
themselves, and what a sample of this model must come near to. The plan is [${example}](${example}):

    bitflip campaign docs/${example} --out results --workers 2

${time}, ${run.backend}, Bitflip Lab ${run.versions['bitflip']}. Weights: \`${weights.before.slice(0, 12)}\`${kept}.
In parts: \`--shard 1/20\` to \`20/20\`, put together by \`bitflip report\`. In the tab: the model, Campaign, the same plan as text.
This page is made from summary.json by \`tools/pages/exhaustive.mjs\`.

${notes.map((note) => `${note}\n\n`).join('')}Overall: SDC ${percent(overall['sdc']?.rate ?? Number.NaN)}, DUE ${percent(overall['due']?.rate ?? Number.NaN)}, SDC-5 ${percent(overall['sdc5']?.rate ?? Number.NaN)}, masked ${percent(overall['masked']?.rate ?? Number.NaN)}, benign ${percent(overall['benign']?.rate ?? Number.NaN)} of pairs of flip and picture.${accuracy === null ? '' : ` Accuracy ${percent(accuracy.golden)} golden, ${percent(accuracy.faulty)} on average under a flip.`}

## By layer

${table(
  ['layer', 'flips', ...HEAD],
  domains.layer.map(({ layer, rates }) => [layer ?? '', flips(rates), ...cells(rates)]),
)}

## By bit

${table(
  ['bit', 'flips', ...HEAD],
  bits.map(({ bit, rates }) => [String(bit), flips(rates), ...cells(rates)]),
)}

## By layer and bit: SDC or DUE

${table(
  ['bit', ...layers],
  bits.map(({ bit = 0 }) => [String(bit), ...layers.map((layer) => critical(layer, bit))]),
)}`);
