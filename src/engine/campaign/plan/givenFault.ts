/**
 * A given fault string as a trial's fault, where it is one effect on one word of a tensor of the population, as fault lists
 * of other tools are: such trials are run like drawn ones, with every shortcut. Null for any other string.
 */
import type { Effect, Fault } from '../../faults/fault.ts';
import { parseFaults } from '../../faults/parse.ts';
import { layoutOf } from '../../formats/groupedFormat.ts';
import type { Population, PopulationTensor } from './population.ts';
import type { TrialFault } from './trial.ts';

export function givenFault(text: string, { tensors }: Population): TrialFault | null {
  const [fault, ...more] = parseFaults(text);
  if (fault === undefined || more.length > 0 || fault.format !== null) return null;
  const { site, effect } = fault;
  if (site.step !== null || site.image !== null) return null;
  const tensor = tensors.find(({ id }) => id === `${site.node}/${site.tensor}`);
  if (tensor === undefined || !fits(effect, tensor)) return null;
  const element = elementOf(site, tensor);
  return element === null ? null : { tensor, element, effect };
}

const fits = (effect: Effect, { format }: PopulationTensor): boolean =>
  !('bits' in effect) || effect.bits.every((bit) => bit < layoutOf(format).width);

/** Row-major; null for several elements, or for none of the tensor. */
function elementOf({ index }: Fault['site'], { shape, elements }: PopulationTensor): number | null {
  if (index.kind === 'flat') return index.at < elements ? index.at : null;
  if (index.axes.length !== shape.length) return null;
  let element = 0;
  for (const [k, axis] of index.axes.entries()) {
    const size = shape[k] as number;
    if (axis.kind !== 'at' || axis.at >= size) return null;
    element = element * size + axis.at;
  }
  return element;
}
