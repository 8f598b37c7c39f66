// @ts-check
/**
 * Writes the page of published observations from the results of three campaigns and an inspection of ResNet-20:
 *
 *   for plan in flips stuck layers; do bitflip campaign docs/examples/observations/$plan.yaml --out results/$plan; done
 *   bitflip inspect resnet20 --bits --json > results/bits.json
 *   node tools/pages/observations.mjs results > docs/observations.md
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { grouped, percent, readSummary, table, withInterval } from './table.mjs';

const folder = process.argv[2] ?? 'results';
const read = (/** @type {string} */ name) => {
  const summary = readSummary(path.join(folder, name, 'summary.json'));
  if (!summary.finished) throw new Error(`${name} is not finished`);
  return summary;
};
const [flips, stuck, layers] = [read('flips'), read('stuck'), read('layers')];
/** @type {{ bits: { tensor: string, elements: number, ones: number[] }[] }} */
const { bits: shares } = JSON.parse(readFileSync(path.join(folder, 'bits.json'), 'utf8'));
const kernels = shares.find(({ tensor }) => tensor === 'kernel');
if (kernels === undefined) throw new Error('no kernels');

/** Share of ones in ResNet-20's kernels, by bit (Gavarini et al., their repository); below bit 20 about .49 to .50. */
const PUBLISHED_ONES =
  '31 .534, 30 .000, 29 1.000, 28 1.000, 27 .9988, 26 .8787, 25 .2590, 24 .5895, 23 .5051, 22 .415, 21 .455, 20 .478'
    .split(', ')
    .map((entry) => entry.split(' '));
/** Stuck-at faults that change the answer, percent, exhaustive, by layer (complete_p_n.csv). */
const PUBLISHED_STUCK = [
  1.4563, 0.6518, 0.6245, 0.594, 0.7422, 1.4073, 1.2373, 0.7025, 1.3894, 1.3549, 1.2888, 1.4092, 1.3051,
  0.6623, 1.2437, 1.3087, 1.0881, 1.3032, 1.0672, 0.6935,
];
/** Weighted mean of these, and of all flips: twice that, for half of all stuck-at faults change nothing. */
const PUBLISHED_RATE = { stuck: 0.01164, flip: 0.0233 };

/** @param {import('./table.mjs').Domain[]} domains @param {number} bit */
const ofBit = (domains, bit) => {
  const found = domains.find((domain) => domain.bit === bit)?.rates['critical'];
  if (found === undefined) throw new Error(`no bit ${bit}`);
  return found;
};
/** @param {import('./table.mjs').Rates} rates */
const rateOf = (rates, metric = 'critical') => /** @type {import('./table.mjs').Rate} */ (rates[metric]);
/** @typedef {{ tensor: string, element: number, wrong: boolean, reason: string }} Flip */

/** @returns {Flip[]} */
function bit30Flips() {
  const [header = '', ...lines] = readFileSync(path.join(folder, 'layers', 'rows.csv'), 'utf8')
    .trim()
    .split('\n');
  const names = header.split(',');
  const at = (/** @type {string} */ name) => names.indexOf(name);
  return lines.map((line) => {
    const cells = line.replace(/"[^"]*"/g, '').split(',');
    const cell = (/** @type {string} */ name) => cells[at(name)] ?? '';
    const wrong = Number(cell('sdc')) + Number(cell('due')) > 0;
    return { tensor: cell('tensor'), element: Number(cell('element')), wrong, reason: cell('reason') };
  });
}

/** Stored weights by name. */
function storedWeights() {
  const model = path.join('public', 'models', 'resnet20');
  /** @type {{ weightsManifest: { weights: { name: string, shape: number[] }[] }[] }} */
  const { weightsManifest } = JSON.parse(readFileSync(path.join(model, 'model.json'), 'utf8'));
  const bytes = readFileSync(path.join(model, 'weights.bin'));
  const weights = /** @type {Map<string, Float32Array>} */ (new Map());
  let from = 0;
  for (const { name, shape } of weightsManifest.flatMap((group) => group.weights)) {
    const size = 4 * shape.reduce((product, axis) => product * axis, 1);
    weights.set(name, new Float32Array(new Uint8Array(bytes.subarray(from, from + size)).buffer));
    from += size;
  }
  return weights;
}

const drawn = bit30Flips();
const weights = storedWeights();
/** Wrong answers where the weight is positive, or where it is not. @param {boolean} positive */
function wrongOf(positive) {
  const own = drawn.filter(({ tensor, element }) => (weights.get(tensor)?.[element] ?? 0) > 0 === positive);
  return percent(own.filter(({ wrong }) => wrong).length / own.length);
}
/** Masked flips by reason, most first. */
function deathsOf() {
  const counts = /** @type {Map<string, number>} */ (new Map());
  for (const { reason } of drawn)
    if (reason !== '' && reason !== 'argmax margin') counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
const deaths = deathsOf();
const top = ofBit(flips.domains.bit, 30);
const rest = flips.domains.bit.filter(({ bit }) => bit !== 30);
const restHits = rest.reduce(
  (sum, { rates }) => sum + Math.round((rates['critical']?.rate ?? 0) * (rates['critical']?.n ?? 0)),
  0,
);
const restTrials = rest.reduce((sum, { rates }) => sum + (rates['critical']?.n ?? 0), 0);
const confidence = percent(flips.confidence);
const images = flips.inputs.images.length;

console.log(`# Published observations, tried here

What has been printed about faults in ResNet-20 on CIFAR-10, beside what this lab measures on its own ResNet-20: the same
shape (20 kernels, 268,336 weights), trained here for few epochs, so its weights are others. The published figures are
those of Ruospo, Gavarini et al. (DATE 2023) and of the repository of their exhaustive campaign; intervals are at
${confidence}. The pictures are those of the model's gallery that the fault-free model answers right, ${images} of them. A wrong
answer is SDC or DUE, as a changed top-1 is there.

    bitflip campaign docs/examples/observations/flips.yaml --out results/flips --workers 2
    bitflip campaign docs/examples/observations/stuck.yaml --out results/stuck --workers 2
    bitflip campaign docs/examples/observations/layers.yaml --out results/layers --workers 2
    bitflip inspect resnet20 --bits --json > results/bits.json

This page is made from their summaries by \`tools/pages/observations.mjs\`.

## One in 32

Of 32 bits one does nearly all the harm, so about one flip in 32 (3.1 %) can be critical at most, and fewer are. Each fault on one
picture, as many as DATE 2023 draws network-wise:

${table(
  ['faults in the kernels', 'drawn', 'published', 'here'],
  [
    [
      'one flip',
      grouped(flips.trials.done),
      percent(PUBLISHED_RATE.flip),
      withInterval(rateOf(flips.overall)),
    ],
    [
      'one stuck-at',
      grouped(stuck.trials.done),
      percent(PUBLISHED_RATE.stuck),
      withInterval(rateOf(stuck.overall)),
    ],
  ],
)}

${restHits} of the ${grouped(restTrials)} flips in other bits than 30 ${restHits === 1 ? 'changes' : 'change'} the answer; in bit 30 it is ${percent(top.rate)} of ${grouped(top.n)}. So the law holds. How much
of the 3.1 % is left differs between nets: the published one answers wrongly after 74 % of bit-30 flips (its rate times 32).

Such a flip makes a weight some 1e38 times larger, and here its sign decides. Of the ${grouped(drawn.length)} flips of the campaign below, those of
positive weights are wrong in ${wrongOf(true)}, those of negative ones in ${wrongOf(false)}: these make sums hugely negative, the ReLU makes 0 of
them, and one channel less seldom matters. ${percent(rateOf(layers.overall, 'masked').rate)} (weighted) leave every output bit-equal:

${table(
  ['where it died', 'flips'],
  deaths.map(([reason, count]) => [reason, grouped(count)]),
)}

## Bit 30 is lethal, its neighbours are not

All 32 bits, from the same campaign: bit 30, and the ones next to it, which are published as harmless.

${table(
  ['bit', 'flips', `wrong answers, ${confidence} interval`],
  [31, 30, 29, 28, 27, 26, 25, 24, 23].map((bit) => {
    const rate = ofBit(flips.domains.bit, bit);
    return [String(bit), grouped(rate.n), withInterval(rate)];
  }),
)}

## Ones in the weights

Every weight is below 2 in magnitude, so bit 30 is 0 and bits 29 and 28 are 1: stuck-at-0 on bit 30 and stuck-at-1 on 29 and
28 change nothing, ever. \`bitflip inspect MODEL --bits\` prints this for any model, as it is stored.

${table(
  ['bit', 'published', 'here'],
  [
    ...PUBLISHED_ONES.map(([bit = '', ones = '']) => [
      bit,
      ones,
      (kernels.ones[Number(bit)] ?? Number.NaN).toFixed(4),
    ]),
    [
      '19 to 0',
      '.49 to .50',
      `${Math.min(...kernels.ones.slice(0, 20)).toFixed(4)} to ${Math.max(...kernels.ones.slice(0, 20)).toFixed(4)}`,
    ],
  ],
)}

## Layer by layer

Published is the exhaustive share of stuck-at faults that change the answer. Nearly all of that is bit 30, one fault in 64, so
64 times as much is the share of bit-30 flips that do. Here: flips of bit 30, each on one picture. The published layers are
of two kinds, near 40 % and near 85 %. Those here are all of the first kind, which is what the sign of the weight explains;
in the others a negative weight must do harm as well. The dense layer, where no ReLU follows, is alike in both.

${table(
  ['layer', 'weights', 'published, stuck-at', 'x 64', 'here, flips of bit 30', 'flips'],
  layers.domains.layer.map(({ layer, rates }, k) => {
    const rate = rateOf(rates);
    const published = PUBLISHED_STUCK[k] ?? Number.NaN;
    return [
      layer ?? '',
      grouped(weightsOf(k)),
      `${published} %`,
      percent((published * 64) / 100),
      withInterval(rate),
      grouped(rate.n),
    ];
  }),
)}

Network-wise, weighted by the layers' sizes: ${withInterval(rateOf(layers.overall))}.`);

/** Weights of the k-th kernel. @param {number} k */
function weightsOf(k) {
  if (k === 0) return 432;
  if (k === 19) return 640;
  if (k <= 6) return 2304;
  if (k === 7) return 4608;
  if (k <= 12) return 9216;
  return k === 13 ? 18_432 : 36_864;
}
