/** What plans need to know of fault-free tensors: range, mean and deviation, single values, expected rates per bit. */
import type { Run } from '../../runtime/run.ts';
import type { TensorFacts } from '../plan/bindPlan.ts';
import { bitRates } from '../plan/bitRates.ts';
import type { Plan } from '../plan/planDocument.ts';
import { populationOf } from '../plan/population.ts';
import type { CampaignPlace, Tensor } from './campaign.ts';
import { storedFormatOf } from './storedFormatOf.ts';

/** Reads every tensor of the plan's population out of a golden run of all images. */
export async function readFacts(plan: Plan, place: CampaignPlace, run: Run): Promise<TensorFacts> {
  const { device, program, storage } = place;
  const formatOf = storedFormatOf(storage, program.graph);
  const { tensors } = populationOf(plan, program.graph, formatOf);
  const words = new Map<string, Uint32Array>();
  for (const { id, isValue } of tensors) {
    const read = isValue
      ? await run.with([id], ([x]) => device.words(x as Tensor))
      : await device.words(run.parameter(id) as Tensor);
    words.set(id, read);
  }
  const elements = new Map(tensors.map((tensor) => [tensor.id, tensor]));
  const ranges = new Map([...words].map(([id, read]) => [id, rangeOf(new Float32Array(read.buffer))]));
  const rates = new Map<string, readonly number[]>();
  return {
    range: (id) => known(ranges, id),
    value(id, element, image) {
      const tensor = known(elements, id);
      const at = tensor.isValue ? image * tensor.elements + element : element;
      return new Float32Array(known(words, id).buffer)[at] as number;
    },
    rates(id) {
      const before = rates.get(id);
      if (before !== undefined) return before;
      const fresh = bitRates(known(words, id), formatOf(id));
      rates.set(id, fresh);
      return fresh;
    },
  };
}

function known<T>(map: ReadonlyMap<string, T>, id: string): T {
  const found = map.get(id);
  if (found === undefined) throw new Error(`${id} was not read`);
  return found;
}

/** Of the finite elements; zeros if there are none. */
function rangeOf(values: Float32Array): ReturnType<TensorFacts['range']> {
  let [count, sum, squares, min, max] = [0, 0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    count++;
    sum += value;
    squares += value * value;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  if (count === 0) return { min: 0, max: 0, mean: 0, deviation: 0 };
  const mean = sum / count;
  return { min, max, mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
}
