/**
 * The storage plan in the address: `s=conv2d/kernel=quantized_bits(6,0,alpha=1);dense/kernel=float16`. Without it the
 * model is stored as its card says; `s=` alone is float32 throughout. An entry that cannot be taken is left out and named.
 */
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import { type AddressFields, clip } from './addressFields.ts';
import { tensorFacts } from './tensorFacts.ts';

export const STORAGE_KEYS = ['s'];

/** `standard`: the plan on the model's card. */
export function printStorage(storage: readonly string[], standard: readonly string[]): AddressFields {
  const text = storage.join(';');
  return text === standard.join(';') ? [] : [['s', text]];
}

export function readStorage(
  field: ReadonlyMap<string, string>,
  graph: ModelGraph,
  standard: readonly string[],
  problems: string[],
): readonly string[] {
  if (!field.has('s')) return standard;
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
