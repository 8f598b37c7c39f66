/** A bound plan in plain words, before it runs: what is hit, how it is drawn, how much, and what the numbers will mean. */
import type { BoundPlan } from './bindPlan.ts';
import { givenFaults, isEndless } from './bindPlan.ts';
import { isLopsided, type Plan } from './planDocument.ts';

/** Sentences, and what the person should know before believing the result. */
export interface PlanWords {
  readonly sentences: readonly string[];
  readonly warnings: readonly string[];
}

const many = (count: number, one: string, several = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : several}`;
const percent = (rate: number): string => `${Number((100 * rate).toPrecision(6))} %`;

export function describePlan(bound: BoundPlan): PlanWords {
  const { plan, images, trials, imagesPerTrial } = bound;
  const { unit, sampling, interval } = plan;
  const runs = trials * imagesPerTrial;
  return {
    sentences: [
      populationWords(bound),
      `Each trial: ${faultWords(plan.fault)}, ${unit === 'pair' ? 'on one image' : `on ${many(images.length, 'image')}`}.`,
      samplingWords(bound),
      `That is ${many(trials, 'trial')}${unit === 'fault' ? ` and ${many(runs, 'faulty inference')}` : ''}.`,
      sampling.kind === 'list' || sampling.kind === 'exhaustive'
        ? 'Every row is there, so rates over them are exact and need no interval.'
        : `Intervals at ${percent(interval.confidence)}: ${intervalWords(bound)}.`,
      ...(plan.stopping.kind === 'sequential'
        ? [
            `Stops early at the first look, every ${many(plan.stopping.every, 'trial')}, at which the anytime-valid interval of ${plan.stopping.metric} is within ±${percent(plan.stopping.margin)}.`,
          ]
        : []),
      ...(plan.storage.length > 0 ? [`Stored: ${plan.storage.join(', ')}.`] : []),
    ],
    warnings: warnings(bound),
  };
}

function populationWords({ population, plan, images, frame }: BoundPlan): string {
  const { tensors, size, elements } = population;
  const perElement = size / elements;
  const each = Number.isInteger(perElement) ? `${perElement}` : perElement.toFixed(2);
  const base = `${many(elements, 'element')} of ${many(tensors.length, 'tensor')} x ${each} = ${many(size, 'possible fault')}`;
  const kind = { parameters: 'parameters', values: 'values', inputs: 'inputs' }[plan.population.of];
  const pairs =
    plan.unit === 'pair' && Number.isFinite(frame)
      ? `; with ${many(images.length, 'image')}, ${many(frame, 'pair')} to draw from`
      : '';
  return `Population: ${kind}, ${base}${pairs}.`;
}

function faultWords(fault: Plan['fault']): string {
  const amount = {
    one: () => '',
    count: () => ` at each of ${'count' in fault.amount ? many(fault.amount.count, 'site') : ''}`,
    rate: () =>
      fault.amount.kind === 'rate'
        ? ` at a share of ${fault.amount.rate} of the population, ${fault.amount.draw === 'exact' ? 'an exact count' : 'each on its own'}`
        : '',
  }[fault.amount.kind]();
  return `${effectWords(fault)}${amount}`;
}

function effectWords(fault: Plan['fault']): string {
  switch (fault.kind) {
    case 'flip':
      return 'one bit flips';
    case 'flips':
      return `${many(fault.bits, 'bit')} of one word flip`;
    case 'burst':
      return `${many(fault.length, 'neighbouring bit')} of one word flip`;
    case 'stuck':
      return fault.at === 'both' ? 'one bit is stuck at 0 or at 1' : `one bit is stuck at ${fault.at}`;
    case 'set':
      return `one word is set to ${fault.value}`;
    case 'zero':
      return 'one word is set to zero';
    case 'random':
      return {
        unit: 'one word gets a value from [0, 1)',
        range: "one word gets a value from its tensor's range",
        normal: "one word gets a normal value with its tensor's mean and deviation",
      }[fault.draw];
    case 'noise':
      return `normal noise of ${fault.deviation} deviations is added to one word`;
  }
}

function samplingWords({ plan, strata, nExact, frame }: BoundPlan): string {
  const { sampling } = plan;
  const how = nExact === null ? '' : ` (the formula asks for ${nExact.toFixed(2)})`;
  const unit = plan.unit === 'pair' ? 'pair' : 'fault';
  const without = Number.isFinite(frame) ? 'without replacement' : 'each draw on its own';
  switch (sampling.kind) {
    case 'uniform':
      return `Sampling: uniform, every ${unit} as likely, ${without}${how}.`;
    case 'stratified':
      return `Sampling: ${many(strata.length, 'stratum', 'strata')} by ${sampling.by}, ${sampling.allocation} allocation, ${without}${how}; rates are weighted back.`;
    case 'uniform-over-layers':
    case 'uniform-over-tensors':
      return `Sampling: the same number from each of ${many(strata.length, overWhat(plan))}, ${without}${how}; rates are given as drawn and weighted back.`;
    case 'exhaustive':
      return `Sampling: none, every ${unit} of the population.`;
    case 'list':
      return `Sampling: none, ${many(givenFaults(sampling).length, 'given fault')}.`;
  }
}

const overWhat = ({ sampling }: Plan): string =>
  sampling.kind === 'uniform-over-tensors' ? 'tensor' : 'layer';

function intervalWords({ plan, strata, frame }: BoundPlan): string {
  const finite = Number.isFinite(frame) ? ', corrected for the finite population' : '';
  if (plan.unit === 'fault')
    return `from the variance between faults, images under one fault being alike${finite}`;
  if (strata.length > 1) return `from the weighted variance of the strata${finite}`;
  return `${plan.interval.method === 'wilson' ? 'Wilson' : 'Clopper-Pearson'}${finite}`;
}

function warnings({ plan, strata }: BoundPlan): string[] {
  const said: string[] = [];
  if (isLopsided(plan.sampling)) {
    const weights = strata.map(({ weight }) => weight * strata.length);
    said.push(
      `Uniform over ${overWhat(plan)}s draws small ${overWhat(plan)}s more often than their share: as drawn, a bit of ${strata[weights.indexOf(Math.min(...weights))]?.label} counts ${(Math.max(...weights) / Math.min(...weights)).toFixed(0)} times a bit of ${strata[weights.indexOf(Math.max(...weights))]?.label}.`,
    );
  }
  const thin = strata.filter(({ trials, units }) => trials > 0 && trials < Math.min(30, units));
  const empty = strata.filter(({ trials }) => trials === 0);
  if (thin.length > 0)
    said.push(
      `${many(thin.length, 'stratum', 'strata')} with fewer than 30 trials, e.g. ${thin[0]?.label}: its own interval will be wide.`,
    );
  if (empty.length > 0)
    said.push(`No trial in ${empty.map(({ label }) => label).join(', ')}: nothing will be known of them.`);
  if (plan.population.persistence === 'permanent' && isEndless(plan))
    said.push('A random value that is permanent stays the same in every inference of its trial.');
  return said;
}
