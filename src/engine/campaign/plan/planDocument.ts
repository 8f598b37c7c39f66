/**
 * The plan of a campaign: one small document, JSON or YAML, that together with model and inputs decides every row
 * (spec: docs/campaigns.md). What is left out has a default, so that a parsed plan says everything; unknown fields are
 * errors.
 */
import * as v from 'valibot';

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const share = v.pipe(v.number(), v.gtValue(0), v.ltValue(1));
const texts = v.pipe(v.array(v.pipe(v.string(), v.minLength(1))), v.minLength(1));
const bit = whole(0, 31);

const bits = v.union(
  [
    v.literal('all'),
    v.pipe(v.string(), v.regex(/^\d+:\d+$/, 'a range such as "23:31"')),
    v.pipe(v.array(bit), v.minLength(1)),
  ],
  '"all", a range such as "23:31" (both ends included) or a list of bits',
);

const population = v.strictObject({
  /** Values are what nodes compute; inputs are the model's inputs. */
  of: v.optional(v.picklist(['parameters', 'values', 'inputs']), 'parameters'),
  /** Nodes by name, with `*`; all if left out. */
  nodes: v.optional(texts),
  /** Tensors of them by name: `kernel`, `bias`, `output`, `pre`. */
  tensors: v.optional(texts),
  bits: v.optional(bits, 'all'),
  /** A word that stays faulty, or that is faulty in one inference. */
  persistence: v.optional(v.picklist(['permanent', 'transient'])),
});

const amount = v.variant('kind', [
  v.strictObject({ kind: v.literal('one') }),
  v.strictObject({ kind: v.literal('count'), count: whole(1, 1_000_000) }),
  /** Bit error rate: of every word that could be hit; `exact` hits round(rate x N) of them, `bernoulli` each on its own. */
  v.strictObject({
    kind: v.literal('rate'),
    rate: v.pipe(v.number(), v.gtValue(0), v.maxValue(1)),
    draw: v.optional(v.picklist(['exact', 'bernoulli']), 'exact'),
  }),
]);

const more = { amount: v.optional(amount, { kind: 'one' }) };

const fault = v.variant('kind', [
  v.strictObject({ kind: v.literal('flip'), ...more }),
  /** So many different bits of one word. */
  v.strictObject({ kind: v.literal('flips'), bits: whole(1, 32), ...more }),
  /** So many neighbouring bits of one word. */
  v.strictObject({ kind: v.literal('burst'), length: whole(1, 32), ...more }),
  v.strictObject({ kind: v.literal('stuck'), at: v.optional(v.picklist([0, 1, 'both']), 'both'), ...more }),
  v.strictObject({ kind: v.literal('set'), value: v.number(), ...more }),
  v.strictObject({ kind: v.literal('zero'), ...more }),
  /** A fresh value: U[0,1), uniform over the tensor's range, or normal with the tensor's mean and deviation. */
  v.strictObject({
    kind: v.literal('random'),
    draw: v.optional(v.picklist(['unit', 'range', 'normal']), 'range'),
    ...more,
  }),
  /** The value plus normal noise; `deviation` in deviations of the tensor. */
  v.strictObject({
    kind: v.literal('noise'),
    deviation: v.optional(v.pipe(v.number(), v.gtValue(0)), 1),
    ...more,
  }),
]);

const formula = {
  margin: v.optional(share, 0.01),
  confidence: v.optional(share, 0.99),
  rate: v.optional(share, 0.5),
  t: v.optional(v.picklist(['printed', 'exact']), 'printed'),
  rounding: v.optional(v.picklist(['ceil', 'floor', 'round']), 'ceil'),
};
const size = v.union(
  [whole(1, 2 ** 50), v.strictObject(formula)],
  'a number of trials, or {margin, confidence, rate}',
);

const sampling = v.variant('kind', [
  /** Every fault of the population as likely. */
  v.strictObject({ kind: v.literal('uniform'), size: v.optional(size, {}) }),
  /**
   * Strata by layer, by bit or by both. `proportional` and `equal` share out `size`; `each` gives every stratum the size
   * of the formula for itself (DATE 2023, layer-wise and data-unaware), `data-aware` with the expected rate of its bit.
   */
  v.strictObject({
    kind: v.literal('stratified'),
    by: v.optional(v.picklist(['layer', 'bit', 'layer-bit']), 'layer'),
    allocation: v.optional(v.picklist(['proportional', 'equal', 'each', 'data-aware']), 'proportional'),
    size: v.optional(size, {}),
  }),
  /** As PyTorchFI draws: every layer as likely, whatever its size. */
  v.strictObject({ kind: v.literal('uniform-over-layers'), size: v.optional(size, {}) }),
  /** As TensorFI2 draws its variables: every tensor as likely, a bias as much as a kernel. */
  v.strictObject({ kind: v.literal('uniform-over-tensors'), size: v.optional(size, {}) }),
  v.strictObject({ kind: v.literal('exhaustive') }),
  /** Fault strings, or the path of a fault list of SpikingJET or SCI-FI (command line) with the order of its axes. */
  v.strictObject({
    kind: v.literal('list'),
    faults: v.optional(texts),
    file: v.optional(v.string()),
    layout: v.optional(v.picklist(['pytorch', 'keras']), 'pytorch'),
  }),
]);

const stopping = v.variant('kind', [
  v.strictObject({ kind: v.literal('fixed') }),
  /** Stops at the first look at which the anytime-valid interval is narrow enough. */
  v.strictObject({
    kind: v.literal('sequential'),
    margin: v.optional(share, 0.01),
    confidence: v.optional(share, 0.99),
    metric: v.optional(v.picklist(['sdc', 'due', 'critical', 'changed']), 'critical'),
    /** Trials between two looks. */
    every: v.optional(whole(1, 1_000_000), 100),
  }),
]);

const inputs = v.strictObject({
  /** `gallery`, `heldout`, a file or folder of data, or tensors that are made: `uniform(0,1,count=100)`. */
  from: v.optional(v.pipe(v.string(), v.minLength(1)), 'gallery'),
  /** `0:100` holds 0 to 99; a list; all if left out. */
  images: v.optional(
    v.union(
      [
        v.pipe(v.string(), v.regex(/^\d+:\d+$/, 'a range such as "0:100"')),
        v.pipe(v.array(whole(0, 2 ** 31)), v.minLength(1)),
      ],
      'a range such as "0:100" or a list of numbers',
    ),
  ),
  only: v.optional(v.picklist(['all', 'golden-correct']), 'all'),
  /** How data become inputs: `crop(0.875),imagenet`; then what further inputs are made of. */
  prepare: v.optional(v.string()),
  /** Classes of the images of a file, by number, or a file of labels or class names beside it. */
  labels: v.optional(v.union([v.array(whole(0, 2 ** 31)), v.string()], 'a list of numbers or a file')),
});

const plan = v.strictObject({
  version: v.optional(v.literal(1), 1),
  title: v.optional(v.string(), ''),
  /** Bundled name or path; the page runs the model it shows. */
  model: v.optional(v.string()),
  seed: v.optional(whole(0, 2 ** 32 - 1), 1),
  population: v.optional(population, {}),
  fault: v.optional(fault, { kind: 'flip' }),
  /** `pair`: one fault on one image, both drawn. `fault`: one fault on all images. */
  unit: v.optional(v.picklist(['pair', 'fault']), 'pair'),
  /** Whether the random part of a fault is drawn once for all images or for each (unit `fault`). */
  redraw: v.optional(v.picklist(['for-all', 'per-image']), 'for-all'),
  sampling: v.optional(sampling, { kind: 'uniform' }),
  stopping: v.optional(stopping, { kind: 'fixed' }),
  interval: v.optional(
    v.strictObject({
      method: v.optional(v.picklist(['clopper-pearson', 'wilson']), 'clopper-pearson'),
      confidence: v.optional(share, 0.99),
    }),
    {},
  ),
  /** How changes of the top score are banded: the closed partition, or SpikingJET's open intervals. */
  bands: v.optional(v.picklist(['closed', 'spikingjet']), 'closed'),
  inputs: v.optional(inputs, {}),
  /** Entries of a storage plan: `conv2d/kernel=bfloat16`, `weights=int8(range=minmax)`. */
  storage: v.optional(v.array(v.string()), []),
});

export type Plan = v.InferOutput<typeof plan>;
export type PlannedFault = Plan['fault'];
export type Amount = PlannedFault['amount'];
export type Sampling = Plan['sampling'];
/** Layers or tensors of different sizes are drawn from alike: what is drawn is not the population. */
export const isLopsided = ({ kind }: Sampling): boolean =>
  kind === 'uniform-over-layers' || kind === 'uniform-over-tensors';

export type PlannedSize = Extract<Sampling, { kind: 'uniform' }>['size'];

/** What is wrong with a document, field by field; or the plan with all defaults filled in. */
export type CheckedPlan =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'wrong'; readonly faults: readonly { readonly field: string; readonly says: string }[] };

export function checkPlan(document: unknown): CheckedPlan {
  const result = v.safeParse(plan, document);
  if (result.success) return { kind: 'plan', plan: result.output };
  return {
    kind: 'wrong',
    faults: result.issues.map((issue) => ({ field: v.getDotPath(issue) ?? 'plan', says: wordsOf(issue) })),
  };
}

function wordsOf(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'strict_object' && issue.expected === 'never') return 'there is no such field';
  const said = issue.type === 'union' || issue.type === 'regex';
  const wanted = said ? issue.message : (issue.expected ?? issue.message);
  return issue.received === 'undefined' ? 'is missing' : `got ${issue.received}, wanted ${wanted}`;
}
