/**
 * What each single-bit flip of one word does to the prediction: the scene's own faults, then one flip more, run to the
 * outputs and judged against golden as the scene itself would be. One resume a bit, from the first node that the faults
 * reach; nothing but the outputs is read.
 */
import {
  argmax,
  hasClasses,
  outputDistance,
  type TopEntry,
  topK,
  type Verdict,
  verdict,
} from '../campaign/outcome.ts';
import type { Corruption } from '../runtime/corruption.ts';
import type { Laboratory } from '../runtime/laboratory.ts';
import type { PlayedOutput } from '../runtime/played.ts';
import type { Checkpoint } from '../runtime/run.ts';

export interface FlipQuestion {
  /** Value or parameter id. */
  readonly tensor: string;
  /** Flat index without the batch axis. */
  readonly index: number;
  /** Bits of the word in the tensor's format, LSB = 0. */
  readonly bits: readonly number[];
}

export interface FlipOutcome {
  readonly bitIndex: number;
  readonly verdict: Verdict;
  /** Best class of the faulty run; null for a model without classes, or where no score is a number. */
  readonly top: TopEntry | null;
  /** Score of golden's best class, faulty - golden; NaN where it is no number any more, or there are no classes. */
  readonly scoreChange: number;
  /** Euclidean distance of the outputs, over positions finite in both. */
  readonly distance: number;
}

/**
 * One outcome a bit, in the order of `bits`. `corruptionWith` prepares the scene with one fault string more. Throws
 * LabError `bad-fault` or `unknown-site` as preparing does.
 */
export async function flipOutcomes(
  lab: Laboratory,
  { tensor, index, bits }: FlipQuestion,
  corruptionWith: (fault: string) => Corruption,
  labels: readonly string[] | null,
  checkpoint: Checkpoint = () => undefined,
): Promise<readonly FlipOutcome[]> {
  const outcomes: FlipOutcome[] = [];
  for (const bitIndex of bits) {
    await checkpoint();
    const corruption = corruptionWith(`${tensor}[#${index}]:flip(${bitIndex})`);
    outcomes.push(outcomeOf(bitIndex, await lab.outputs(corruption, checkpoint), labels));
  }
  return outcomes;
}

function outcomeOf(
  bitIndex: number,
  outputs: readonly PlayedOutput[],
  labels: readonly string[] | null,
): FlipOutcome {
  const golden = outputs.map((output) => output.golden);
  const faulty = outputs.map((output) => output.faulty);
  const classes = hasClasses(outputs, labels);
  const judged = {
    bitIndex,
    verdict: verdict(golden, faulty, classes),
    distance: outputDistance(golden, faulty),
  };
  const [before, after] = [golden[0], faulty[0]];
  if (!classes || before === undefined || after === undefined)
    return { ...judged, top: null, scoreChange: Number.NaN };
  const fitting = labels?.length === after.length ? labels : null;
  const top = topK(after, fitting, 1)[0];
  const winner = argmax(before);
  return {
    ...judged,
    top: top === undefined || Number.isNaN(top.score) ? null : top,
    scoreChange: (after[winner] as number) - (before[winner] as number),
  };
}
