/**
 * A scene played to the end: outputs with their best classes, verdict, observations, pictures, and for each fault one
 * plain sentence about what it really did. The page and the command line show the same answer.
 */
import { hasClasses, type TopEntry, topK, type Verdict, verdict } from '../campaign/outcome.ts';
import type { ValueId } from '../graph/modelGraph.ts';
import type { Observation } from '../runtime/device.ts';
import type { Laboratory } from '../runtime/laboratory.ts';
import type { PlayedThumbnail } from '../runtime/played.ts';
import type { Checkpoint } from '../runtime/run.ts';
import { type StorageReport, storageReports } from '../storage/storageReport.ts';
import { type FaultReport, reportFaults } from './faultReport.ts';
import type { PreparedFaults } from './prepareFaults.ts';

export interface OutputReport {
  readonly value: ValueId;
  /** With batch axis. */
  readonly shape: readonly number[];
  readonly values: Float32Array;
  /** Best classes first, at most `top`; of batch item 0. */
  readonly top: readonly TopEntry[];
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
    golden: played.outputs.map((output) => outputReport(output.value, output.shape, output.golden, options)),
    faulty: played.outputs.map((output) =>
      outputReport(output.value, output.faultyShape, output.faulty, options),
    ),
    verdict: verdict(golden, faulty, hasClasses(played.outputs, options.labels)),
    observations: played.observations,
    thumbnails: played.thumbnails,
    faults: reportFaults(prepared, played.sites),
    storage: storageReports(prepared.corruption.storage, played.storage),
  };
}

function outputReport(
  value: ValueId,
  shape: readonly number[],
  values: Float32Array,
  { labels, top }: PlayOptions,
): OutputReport {
  const perImage = shape.slice(1).reduce((product, size) => product * size, 1);
  const fitting = labels?.length === perImage ? labels : null;
  return {
    value,
    shape,
    values,
    top: topK(values.subarray(0, perImage), fitting, top ?? perImage),
  };
}
