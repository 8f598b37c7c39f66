/** The storage entries of a plan, `tensor@format` with `*` for any characters, as formats of the model's tensors. */

import type { Plan } from '#engine/campaign/plan/planDocument.ts';
import type { StoredFormat } from '#engine/campaign/plan/population.ts';
import { formatByName } from '#engine/formats/formatByName.ts';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import { LabError } from '#engine/labError.ts';

/** Later entries win. Throws LabError `bad-argument` for an entry that names nothing. */
export function storageOf({ storage }: Pick<Plan, 'storage'>, graph: ModelGraph): Map<string, StoredFormat> {
  const tensors = [...Object.values(graph.parameters), ...Object.values(graph.values)]
    .filter(({ dtype }) => dtype === 'float32')
    .map(({ id }) => id);
  const formats = new Map<string, StoredFormat>();
  for (const entry of storage) {
    const at = entry.lastIndexOf('@');
    if (at < 1) throw wrong(entry, 'is no tensor@format, such as conv2d/kernel@bfloat16');
    const pattern = entry
      .slice(0, at)
      .split('*')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*');
    const named = tensors.filter((id) => new RegExp(`^${pattern}$`).test(id));
    if (named.length === 0) throw wrong(entry, 'names no tensor of the model');
    for (const id of named) formats.set(id, formatByName(entry.slice(at + 1)));
  }
  return formats;
}

const wrong = (entry: string, why: string) =>
  new LabError('bad-argument', `storage: "${entry}" ${why}.`, { entry });
