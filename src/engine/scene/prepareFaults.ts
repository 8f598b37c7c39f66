/**
 * Fault strings bound to a model and to how its tensors are stored: each names a tensor that exists, and the faults on
 * one tensor become one plan in words of its one format. Left to right order is kept within a tensor; faults on
 * different tensors act where they stand in the graph.
 */
import type { Fault } from '../faults/fault.ts';
import { parseFaults } from '../faults/parse.ts';
import { type FaultyTensor, firstIndex, planSites, type SitePlan } from '../faults/sitePlan.ts';
import type { WordFormat } from '../formats/format.ts';
import { FLOAT32_TENSOR, type GroupedFormat } from '../formats/groupedFormat.ts';
import type { ModelGraph } from '../graph/modelGraph.ts';
import type { Corruption } from '../runtime/corruption.ts';
import type { SiteWords } from '../runtime/played.ts';
import { storedAs } from '../storage/storagePlan.ts';
import type { TensorStorage } from '../storage/tensorStorage.ts';
import { storageOfFaults } from './faultStorage.ts';
import { type HitMetadata, hitMetadata } from './metadataFaults.ts';
import { extentOf, type SiteTensor, siteTensor } from './siteTensor.ts';

export interface BoundFault {
  readonly fault: Fault;
  /** Key of the tensor in `tensors`: `conv2d/kernel`, `conv2d/kernel.scale`. */
  readonly tensor: string;
}

export interface PreparedFaults {
  readonly faults: readonly BoundFault[];
  readonly tensors: ReadonlyMap<string, FaultyTensor>;
  readonly corruption: Corruption;
  /** Words of scales and zero points that are hit, known without a run. */
  readonly metadata: ReadonlyMap<string, SiteWords>;
}

/** Tensors by id with their settled storage. */
export type SettledStorage = ReadonlyMap<string, TensorStorage>;

/**
 * `batchSize`: images on the bench. `storage`: the plan with its scales settled, see `prepareScene`; a fault's
 * `@format` adds to it. A format whose scale is fitted to data and that `storage` does not settle is taken in outline:
 * enough to judge a fault, not to run it. Throws LabError `bad-fault`, `unknown-site` or `unsupported`.
 */
export function prepareFaults(
  texts: readonly string[],
  graph: ModelGraph,
  batchSize = 1,
  storage: SettledStorage = new Map(),
): PreparedFaults {
  const bound = texts
    .flatMap((text) => parseFaults(text))
    .map((fault) => ({ fault, target: siteTensor(fault, graph) }));
  const settled = storageOfFaults(bound, graph, storage);
  const tensors = new Map<string, FaultyTensor>();
  const sites = new Map<string, SitePlan>();
  const witnesses = new Map<string, Int32Array>();
  const hits: HitMetadata[] = [];
  for (const [key, { target, own }] of byTensor(bound)) {
    const owner = storedAs(target.id, graph, (id) => settled.has(id));
    const stored = settled.get(owner);
    if (target.metadata !== null) {
      const hit = hitMetadata(own, { id: owner, key, metadata: target.metadata }, stored);
      hits.push(hit);
      tensors.set(key, hit.tensor);
      continue;
    }
    const format = stored ?? FLOAT32_TENSOR;
    const tensor: FaultyTensor = { where: key, ...extentOf(key, graph, batchSize), format };
    tensors.set(key, tensor);
    sites.set(key, planSites(own, tensor));
    witnesses.set(
      key,
      Int32Array.from(own, (fault) => firstIndex(fault, tensor)),
    );
  }
  return {
    faults: bound.map(({ fault, target }) => ({ fault, tensor: keyOf(target) })),
    tensors,
    corruption: { storage: settled, sites, witnesses, readAs: readAsOf(hits, settled) },
    metadata: new Map(hits.map(({ key, words }) => [key, words])),
  };
}

interface Bound {
  readonly fault: Fault;
  readonly target: SiteTensor;
}

const keyOf = ({ id, metadata }: SiteTensor): string => (metadata === null ? id : `${id}.${metadata}`);

function byTensor(
  bound: readonly Bound[],
): Map<string, { readonly target: SiteTensor; readonly own: Fault[] }> {
  const groups = new Map<string, { readonly target: SiteTensor; readonly own: Fault[] }>();
  for (const { fault, target } of bound) {
    const key = keyOf(target);
    const group = groups.get(key) ?? { target, own: [] };
    group.own.push(fault);
    groups.set(key, group);
  }
  return groups;
}

function readAsOf(hits: readonly HitMetadata[], settled: SettledStorage): Corruption['readAs'] {
  const readAs = new Map<string, GroupedFormat<WordFormat>>();
  for (const id of new Set(hits.map((hit) => hit.id))) {
    const own = hits.filter((hit) => hit.id === id);
    const metadata = settled.get(id)?.metadata;
    if (metadata === null || metadata === undefined) continue;
    const scale = own.find((hit) => hit.scale !== null)?.scale ?? metadata.scale;
    const zero = own.find((hit) => hit.zero !== null)?.zero ?? metadata.zero;
    readAs.set(id, metadata.readWith(scale, zero));
  }
  return readAs;
}
