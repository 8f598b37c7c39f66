/**
 * A scene played to the end: outputs with their best classes, verdict, observations, pictures, and for each fault one
 * plain sentence about what it really did. The page and the command line show the same answer.
 */
import { type TopEntry, topK, type Verdict, verdict } from '../campaign/outcome.ts';
import { describeFault } from '../faults/describeFault.ts';
import { effectMask } from '../faults/effectMask.ts';
import type { Fault } from '../faults/fault.ts';
import { printFault } from '../faults/print.ts';
import { type FaultyTensor, faultIndices, transformWord } from '../faults/sitePlan.ts';
import type { ValueId } from '../graph/modelGraph.ts';
import type { Observation } from '../runtime/device.ts';
import type { Laboratory, Played, PlayedThumbnail, SiteWords } from '../runtime/laboratory.ts';
import type { Checkpoint } from '../runtime/run.ts';
import type { StorageReport } from '../storage/storageReport.ts';
import type { PreparedFaults } from './prepareFaults.ts';

export interface OutputReport {
  readonly value: ValueId;
  /** With batch axis. */
  readonly shape: readonly number[];
  readonly values: Float32Array;
  /** Best classes first, at most `top`; of batch item 0. */
  readonly top: readonly TopEntry[];
}

/** What one fault did, read from the injected tensor, not from the request. */
export interface FaultReport {
  readonly fault: string;
  /** Plain sentence for the screen. */
  readonly sentence: string;
  /** Words it names, batch included. */
  readonly sites: number;
  /** First site's word before and after, unsigned words of the tensor's format. */
  readonly before: number;
  readonly after: number;
}

export interface PlayedScene {
  readonly golden: readonly OutputReport[];
  readonly faulty: readonly OutputReport[];
  readonly verdict: Verdict;
  readonly observations: readonly (Observation & { readonly value: ValueId })[];
  readonly thumbnails: readonly PlayedThumbnail[];
  readonly faults: readonly FaultReport[];
  /** Tensors that are not stored as float32, in the graph's order. */
  readonly storage: readonly StorageReport[];
}

export interface PlayOptions {
  readonly labels: readonly string[] | null;
  /** Entries of `top`; all classes by default. */
  readonly top?: number;
  readonly pictures: boolean;
  readonly checkpoint?: Checkpoint;
}

export async function playScene(
  lab: Laboratory,
  prepared: PreparedFaults,
  options: PlayOptions,
): Promise<PlayedScene> {
  const played = await lab.play(prepared.corruption, options.pictures, options.checkpoint);
  const golden = played.outputs.map((output) => output.golden);
  const faulty = played.outputs.map((output) => output.faulty);
  return {
    golden: played.outputs.map((output) => outputReport(output, output.golden, options)),
    faulty: played.outputs.map((output) => outputReport(output, output.faulty, options)),
    verdict: verdict(golden, faulty, hasClasses(played.outputs, options.labels)),
    observations: played.observations,
    thumbnails: played.thumbnails,
    faults: reportFaults(prepared, played.sites),
    storage: [],
  };
}

/** With labels, or one vector of at least two scores, the largest output is the answer. */
export function hasClasses(outputs: Played['outputs'], labels: readonly string[] | null): boolean {
  const [first, ...others] = outputs;
  return (
    labels !== null ||
    (first !== undefined && others.length === 0 && first.shape.length === 2 && (first.shape[1] ?? 0) > 1)
  );
}

function outputReport(
  output: Played['outputs'][number],
  values: Float32Array,
  { labels, top }: PlayOptions,
): OutputReport {
  const perImage = output.shape.slice(1).reduce((product, size) => product * size, 1);
  const fitting = labels?.length === perImage ? labels : null;
  return {
    value: output.value,
    shape: output.shape,
    values,
    top: topK(values.subarray(0, perImage), fitting, top ?? perImage),
  };
}

/**
 * Each fault's first word before and after. The words were read before all faults of the tensor; those that stand
 * earlier in the list and hit the same word are applied first, so that every fault tells its own step. What was read
 * after the injection must be what the faults give: the report is of what was done.
 */
function reportFaults(
  { faults, tensors }: PreparedFaults,
  sites: ReadonlyMap<string, SiteWords>,
): FaultReport[] {
  const told = new Map<string, number>();
  return faults.map(({ fault, tensor: id }, position) => {
    const tensor = tensors.get(id) as FaultyTensor;
    const place = told.get(id) ?? 0;
    told.set(id, place + 1);
    const indices = faultIndices(fault, tensor);
    const first = indices[0] as number;
    const read = sites.get(id)?.before[place];
    if (read === undefined) throw new Error(`no word was read for ${printFault(fault)}`);
    const earlier = faults
      .slice(0, position)
      .filter((other) => other.tensor === id)
      .map((other) => other.fault);
    const before = earlier.reduce((word, other) => step(other, tensor, first, word), read);
    const after = step(fault, tensor, first, before);
    const later = faults
      .slice(position + 1)
      .filter((other) => other.tensor === id)
      .map((other) => other.fault);
    const last = later.reduce((word, other) => step(other, tensor, first, word), after);
    if (last !== sites.get(id)?.after[place])
      throw new Error(`${printFault(fault)}: the tensor does not hold the word that the faults give`);
    const { format } = tensor;
    const stored = { before: format.fromFloat32Bits(before), after: format.fromFloat32Bits(after) };
    const sentence = describeFault(
      fault,
      { bits: stored.before },
      { bits: stored.after },
      indices.length,
      format,
    );
    return { fault: printFault(fault), sentence, sites: indices.length, ...stored };
  });
}

/** Float32 word at a flat index after one fault. */
function step(fault: Fault, tensor: FaultyTensor, index: number, word: number): number {
  if (!faultIndices(fault, tensor).includes(index)) return word;
  return transformWord(tensor.format, effectMask(fault.effect, tensor.format), word);
}
