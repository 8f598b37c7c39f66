/**
 * The storage plan in the address: `s=conv2d/kernel=quantized_bits(6,0,alpha=1);dense/kernel=float16`. An entry that cannot be
 * taken is left out and named.
 */
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import { type AddressFields, clip } from './addressFields.ts';
import { tensorFacts } from './tensorFacts.ts';

export const STORAGE_KEYS = ['s'];

export function printStorage(storage: readonly string[]): AddressFields {
  return storage.length === 0 ? [] : [['s', storage.join(';')]];
}

export function readStorage(
  field: ReadonlyMap<string, string>,
  graph: ModelGraph,
  problems: string[],
): readonly string[] {
  const kept: string[] = [];
  for (const part of (field.get('s') ?? '').split(';')) {
    if (part.trim() === '') continue;
    const [, tensor, format] = /^\s*([^=]+?)\s*=\s*(.+?)\s*$/.exec(part) ?? [];
    const problem =
      tensor === undefined || format === undefined
        ? 'Wanted tensor=format, e.g. conv2d/kernel=quantized_bits(6,0).'
        : tensorFacts(graph, tensor)
          ? kept.some((entry) => entry.startsWith(`${tensor}=`))
            ? `${tensor} is stored in one format only.`
            : null
          : `This model has no tensor "${clip(tensor)}".`;
    if (problem === null) kept.push(`${tensor}=${format}`);
    else problems.push(`The storage entry "${clip(part)}" was left out. ${problem}`);
  }
  return kept;
}
