/** Pictures and numbers for an open model: a person's dataset, tensors that are made, or the model's own gallery. */
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import { readDataset } from '#engine/io/datasets/readDataset.ts';
import type { Checkpoint } from '#engine/runtime/run.ts';
import { datasetGallery, datasetPlace } from '#engine/scene/datasetGallery.ts';
import { parseRecipe, printRecipe } from '#engine/scene/inputRecipe.ts';
import type { OpenedFiles } from '#engine/scene/openModel.ts';
import { withPictures } from '#engine/scene/testPatterns.ts';
import type { DatasetReport, DatasetSource, OwnFile } from './labApi.ts';

export interface OpenedInputs {
  readonly opened: OpenedFiles;
  readonly dataset: DatasetReport | null;
}

/** Throws LabError where the data do not fit the model. */
export async function withInputs(
  opened: OpenedFiles,
  graph: ModelGraph,
  source: DatasetSource | null,
  checkpoint?: Checkpoint,
): Promise<OpenedInputs> {
  if (source === null) return { opened: withPictures(opened, graph), dataset: null };
  const recipe = parseRecipe(source.recipe);
  const place = datasetPlace(graph, opened);
  const read =
    source.files.length === 0
      ? null
      : readDataset(await bytesOf(source.files), source.name, readOptions(place.targets));
  const { gallery, classNames, notes } = await datasetGallery(read, recipe, place, checkpoint);
  const scores = graph.values[graph.outputs[0] ?? '']?.shape.at(-1);
  const names = classNames?.length === scores ? classNames : null;
  return {
    opened: { ...opened, gallery, card: opened.card && withClasses(opened.card, names) },
    dataset: {
      id: source.id,
      name: source.name,
      recognised: read?.recognised ?? '',
      kind: read === null ? 'made' : kindOf(read.parts[0]?.items),
      recipe: printRecipe(recipe),
      notes,
    },
  };
}

/** Right answers are counted over the dataset, not over pictures that the model brings. */
function withClasses(
  { heldOut: _, ...card }: NonNullable<OpenedFiles['card']>,
  names: readonly string[] | null,
): NonNullable<OpenedFiles['card']> {
  return { ...card, ...(names !== null && { labels: [...names] }) };
}

type Items = NonNullable<ReturnType<typeof readDataset>['parts'][number]>['items'] | undefined;

const kindOf = (items: Items): DatasetReport['kind'] =>
  items?.kind === 'pictures' || (items?.kind === 'numbers' && items.dtype === 'uint8')
    ? 'pictures'
    : 'numbers';

export interface ReadTarget {
  readonly name: string;
  readonly shape: readonly (number | null)[];
}

/** What of a model's inputs helps to tell what files mean. */
export function readOptions(targets: readonly ReadTarget[]): {
  readonly inputs: readonly string[];
  readonly values: number | null;
} {
  const shape = targets[0]?.shape ?? [];
  const known = shape.filter((size) => size !== null);
  return {
    inputs: targets.map(({ name }) => name),
    values: known.length === shape.length ? known.reduce((product, size) => product * size, 1) : null,
  };
}

export async function bytesOf(files: readonly OwnFile[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const set = new Map<string, Uint8Array>();
  for (const { path, content } of files) set.set(path, new Uint8Array(await content.arrayBuffer()));
  return set;
}
