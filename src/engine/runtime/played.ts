/** What a laboratory takes and gives: inputs, outputs, observations, pictures, words. */
import type { NodeId, ValueId } from '../graph/modelGraph.ts';
import type { StorageFacts } from '../storage/storeWords.ts';
import type { Observation, ThumbnailPlan, ThumbnailReading } from './device.ts';

export interface InputTensor {
  /** With batch axis. */
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface PlayedOutput {
  readonly value: ValueId;
  readonly shape: readonly number[];
  /** Another one where the shape depends on data that a fault changed. */
  readonly faultyShape: readonly number[];
  readonly golden: Float32Array;
  readonly faulty: Float32Array;
}

export interface PlayedThumbnail extends ThumbnailReading {
  readonly node: NodeId;
  readonly plan: ThumbnailPlan & { readonly layout: 'image' | 'strip' };
}

/** Words at the corruption's witnesses of one tensor, read from the tensors before and after its faults. */
export interface SiteWords {
  readonly before: Uint32Array;
  readonly after: Uint32Array;
}

export interface Played {
  readonly outputs: readonly PlayedOutput[];
  /** Every float value in topological order. */
  readonly observations: readonly (Observation & { readonly value: ValueId })[];
  /** One per node, in topological order; empty if not asked for. */
  readonly thumbnails: readonly PlayedThumbnail[];
  readonly sites: ReadonlyMap<string, SiteWords>;
  /** What storing cost the golden run, by tensor. */
  readonly storage: ReadonlyMap<string, StorageFacts>;
}

export interface ComparedTensor {
  readonly shape: readonly number[];
  readonly golden: Uint32Array;
  readonly faulty: Uint32Array;
  readonly observation: Observation;
}
