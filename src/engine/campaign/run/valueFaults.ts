/**
 * Single faults on the words of one value: each image that changes is a row of a stack, save where it is plain before
 * running that the next step gives the same: below zero before and after in front of a ReLU, or below what wins every
 * max pooling window that the word is in.
 */
import type { NodeId, ValueId } from '../../graph/modelGraph.ts';
import type { Step } from '../../runtime/program.ts';
import type { Checkpoint } from '../../runtime/run.ts';
import type { Bench, Counting } from './bench.ts';
import type { GoldenValue } from './goldenWords.ts';
import { type PoolWindows, poolWindows } from './poolWindows.ts';
import { faultyWord, type SingleFault } from './singleFault.ts';
import type { Stack } from './stack.ts';

/** The one step that reads a value. */
interface Reader {
  readonly step: Step;
  readonly output: GoldenValue;
  /** Null for a ReLU. */
  readonly windows: PoolWindows | null;
}

export async function valueFaults(
  bench: Bench,
  counting: Counting,
  stack: Stack,
  value: ValueId,
  faults: readonly SingleFault[],
  checkpoint: Checkpoint,
): Promise<void> {
  const golden = await bench.golden.get(value);
  const reader = counting.switches.proofs ? await readerOf(bench, value, golden) : null;
  const node = bench.campaign.place.program.graph.values[value]?.node as NodeId;
  for (const fault of faults) {
    const { place, images, element } = fault;
    await checkpoint();
    for (const image of images) {
      const row = golden.rows[image] as Int32Array;
      const before = row[element] as number;
      const after = faultyWord(before, fault);
      if (after === before) {
        bench.died(counting, place, image, 'no-op', node);
        continue;
      }
      if (reader !== null && stopsThere(reader, image, element, before, after)) {
        const reason = reader.windows === null ? 'ReLU' : 'pool';
        bench.died(counting, place, image, reason, reader.step.node);
        continue;
      }
      if (stack.isFull) await stack.flush();
      const at = stack.take(place, image);
      stack.words[at + element] = after;
    }
  }
}

async function readerOf(bench: Bench, value: ValueId, golden: GoldenValue): Promise<Reader | null> {
  const { program } = bench.campaign.place;
  const readers = program.steps.filter(({ inputs }) => inputs.includes(value));
  const [step] = readers;
  if (readers.length !== 1 || step === undefined || program.graph.outputs.includes(value)) return null;
  if (step.inputs.length !== 1 || step.outputs.length !== 1) return null;
  const killer = bench.killer(step);
  if (killer !== 'rectifier' && killer !== 'pool') return null;
  const output = await bench.golden.get(step.outputs[0] as ValueId);
  if (killer === 'rectifier') return output.size === golden.size ? { step, output, windows: null } : null;
  const known = bench.pools.get(value);
  const windows = known === undefined ? poolWindows(bench, step, golden, output) : known;
  bench.pools.set(value, windows);
  return windows === null ? null : { step, output, windows };
}

const scratch = new Int32Array(2);
const numbers = new Float32Array(scratch.buffer);

/** Both words are finite numbers here, and golden's output is one too. */
function stopsThere(
  { output, windows }: Reader,
  image: number,
  element: number,
  before: number,
  after: number,
): boolean {
  scratch[0] = before;
  scratch[1] = after;
  const old = numbers[0] as number;
  const fresh = numbers[1] as number;
  if (!Number.isFinite(fresh)) return false;
  const words = output.rows[image] as Int32Array;
  // Where one negative number gives +0, all do.
  if (windows === null) return old < 0 && fresh < 0 && words[element] === 0;
  for (const place of windows.of(element)) {
    scratch[0] = words[place] as number;
    const most = numbers[0] as number;
    if (!(old < most && fresh < most)) return false;
  }
  return true;
}
