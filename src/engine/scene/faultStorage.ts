/**
 * What faults say of storage: `@format` is an entry of the storage plan for the tensor that the fault names (DESIGN
 * 3.2). A tensor has one format; a second one is an error.
 */
import type { Fault } from '../faults/fault.ts';
import { printFault } from '../faults/print.ts';
import type { ModelGraph } from '../graph/modelGraph.ts';
import { LabError } from '../labError.ts';
import { storedAs } from '../storage/storagePlan.ts';
import { FLOAT32, readStorageSpec, type StorageSpec } from '../storage/storageSpec.ts';
import { channelAxesOf, storageOutline, type TensorStorage } from '../storage/tensorStorage.ts';
import { extentOf, type SiteTensor, valueBehind } from './siteTensor.ts';

interface Bound {
  readonly fault: Fault;
  readonly target: SiteTensor;
}

/**
 * Entries that the faults add to what is planned; `plannedAs` gives the canonical text of a tensor's own entry, null
 * without one. Throws LabError 'bad-fault' for two formats on one tensor.
 */
export function formatsOfFaults(
  bound: readonly Bound[],
  graph: ModelGraph,
  plannedAs: (id: string) => string | null,
): ReadonlyMap<string, StorageSpec> {
  const added = new Map<string, StorageSpec>();
  const textOf = (id: string): string | null => added.get(id)?.text ?? plannedAs(id);
  for (const { fault, target } of bound) {
    if (fault.format === null) continue;
    const spec = readStorageSpec(fault.format);
    const own = valueBehind(target.id, graph);
    const owner = storedAs(own, graph, (id) => textOf(id) !== null);
    const there = textOf(owner);
    if (there === null) added.set(own, spec);
    else if (there !== spec.text) throw conflict(fault, spec.text, there);
  }
  return added;
}

/** The plan's settled storage with the faults' own, which is settled without data or taken in outline. */
export function storageOfFaults(
  bound: readonly Bound[],
  graph: ModelGraph,
  settled: ReadonlyMap<string, TensorStorage>,
): ReadonlyMap<string, TensorStorage> {
  const added = formatsOfFaults(bound, graph, (id) => settled.get(id)?.text ?? null);
  if (added.size === 0) return settled;
  const all = new Map(settled);
  for (const [id, spec] of added)
    if (spec.text !== FLOAT32) all.set(id, storageOutline(spec, ...dataShape(id, graph)));
  return all;
}

/** Shape that a scale is fitted on, a value's with one image, and the axes that are its channels. */
export function dataShape(
  id: string,
  graph: ModelGraph,
): readonly [shape: readonly number[], channelAxes: readonly number[]] {
  const { shape, batchSize } = extentOf(id, graph, 1);
  const full = batchSize === null ? shape : [1, ...shape];
  return [full, channelAxesOf(full, id.endsWith('/depthwise_kernel'))];
}

function conflict(fault: Fault, got: string, there: string): LabError {
  const text = printFault(fault);
  return new LabError(
    'bad-fault',
    `${text}: the tensor is stored as ${there} already, got ${got}. A tensor has one format; change or drop "@${got}".`,
    { fault: text, got, wanted: there },
  );
}
