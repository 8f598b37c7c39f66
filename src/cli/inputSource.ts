/**
 * `--input SRC`: a gallery item (`mnist:7`), a file or folder of data, with the item's number where it holds several
 * (`digits.npz:3`), or a tensor that is made (`uniform(0,1)`). With several model inputs each is `name=SRC`. Always one
 * image.
 */
import type { GraphValue, ModelGraph } from '#engine/graph/modelGraph.ts';
import { galleryItem } from '#engine/io/modelCard.ts';
import { LabError } from '#engine/labError.ts';
import type { InputTensor } from '#engine/runtime/played.ts';
import { type DatasetPlace, datasetPlace } from '#engine/scene/datasetGallery.ts';
import type { OpenedFiles } from '#engine/scene/openModel.ts';
import { isDataset, openDataset, TERMINAL_LIMITS } from './datasetPlace.ts';

export interface GivenInput {
  /** Input node of the model. */
  readonly node: string;
  readonly source: string;
  readonly tensor: InputTensor;
  /** What a gallery item is labelled. */
  readonly label: string | null;
}

export interface InputOptions {
  readonly invert: boolean;
  /** How data become inputs (docs/own-data.md). */
  readonly prepare: string;
  /** Where relative paths start. */
  readonly folder: string;
}

/** One per graph input, in the graph's order. Throws LabError `bad-input` or `bad-file`. */
export async function readInputs(
  given: readonly string[],
  opened: OpenedFiles,
  graph: ModelGraph,
  options: InputOptions,
): Promise<readonly GivenInput[]> {
  const inputs = graph.inputs.map((id) => graph.values[id] as GraphValue);
  const sources = assign(
    given,
    inputs.map(({ node }) => node),
  );
  const place = datasetPlace(graph, opened, TERMINAL_LIMITS);
  const read: GivenInput[] = [];
  for (const [k, value] of inputs.entries()) {
    const source = sources.get(value.node) as string;
    // Each input has a source of its own.
    const its: DatasetPlace = { ...place, targets: place.targets.slice(k, k + 1) };
    read.push({ node: value.node, source, ...(await readSource(source, value, { opened, its, options })) });
  }
  return read;
}

/** Sources by input node, all there and each once. */
function assign(given: readonly string[], nodes: readonly string[]): Map<string, string> {
  const wanted =
    nodes.length === 1
      ? '--input SRC'
      : `${nodes.length} inputs: ${nodes.map((node) => `--input ${node}=SRC`).join(' ')}`;
  const sources = new Map<string, string>();
  for (const text of given) {
    const named = nodes.find((node) => text.startsWith(`${node}=`));
    const node = named ?? (nodes.length === 1 ? nodes[0] : undefined);
    if (node === undefined)
      throw new LabError('bad-input', `--input ${text} names no input of the model; wanted ${wanted}.`, {
        got: text,
      });
    if (sources.has(node))
      throw new LabError('bad-input', `Input ${node} is given twice; one image per call, wanted ${wanted}.`, {
        node,
      });
    sources.set(node, named === undefined ? text : text.slice(node.length + 1));
  }
  const missing = nodes.filter((node) => !sources.has(node));
  if (missing.length > 0)
    throw new LabError(
      'bad-input',
      `No input is given for ${missing.join(', ')}; wanted ${wanted}, e.g. mnist:7, digit.npy, digit.png or uniform(0,1).`,
      { missing },
    );
  return sources;
}

type Read = Pick<GivenInput, 'tensor' | 'label'>;

interface Around {
  readonly opened: OpenedFiles;
  readonly its: DatasetPlace;
  readonly options: InputOptions;
}

async function readSource(
  source: string,
  value: GraphValue,
  { opened, its, options }: Around,
): Promise<Read> {
  const item = /^(.+):(\d+)$/.exec(source);
  const name = item?.[1];
  if (item !== null && name !== undefined) {
    const index = Number(item[2]);
    if (name !== opened.gallery?.name && (await isDataset(name, options.folder)))
      return await fromDataset(name, index, its, options);
    if (/^[\w.-]+$/.test(name)) return fromGallery(name, index, value, opened);
  }
  if (!(await isDataset(source, options.folder)))
    throw new LabError(
      'bad-input',
      `Input ${source} could not be read: there is no such file. Wanted a gallery item such as ${opened.gallery?.name ?? 'mnist'}:7, a file of data (.npy, .npz, .csv, IDX, PNG, JPEG, a zip or folder of these) or a tensor such as uniform(0,1).`,
      { source },
    );
  return await fromDataset(source, null, its, options);
}

async function fromDataset(
  source: string,
  index: number | null,
  place: DatasetPlace,
  { folder, prepare, invert }: InputOptions,
): Promise<Read> {
  const words = invert ? [prepare, 'invert'].filter((word) => word !== '').join(',') : prepare;
  const { gallery, classNames } = await openDataset(source, place, { folder, prepare: words });
  const { count, shape, labels } = gallery;
  // What is made varies from item to item by its seed; the first is as good as any.
  const made = source.endsWith(')');
  if (index === null && count !== 1 && !made)
    throw new LabError(
      'bad-input',
      `${source} holds ${count} items; one image per call, wanted ${source}:0 to ${source}:${count - 1}.`,
      { got: count },
    );
  const label = labels[index ?? 0];
  return {
    tensor: { shape: [1, ...shape], values: galleryItem(gallery, index ?? 0) },
    label: label === undefined ? null : ((place.labels ?? classNames)?.[label] ?? `class ${label}`),
  };
}

function fromGallery(name: string, index: number, value: GraphValue, { gallery, card }: OpenedFiles): Read {
  if (gallery === null)
    throw new LabError(
      'bad-input',
      `Input ${name}:${index}: this model has no gallery. Give a .npy file or a picture.`,
    );
  if (name !== gallery.name)
    throw new LabError(
      'bad-input',
      `Input ${name}:${index}: the model's gallery is called ${gallery.name}. Wanted ${gallery.name}:0 to ${gallery.name}:${gallery.count - 1}.`,
    );
  const values = galleryItem(gallery, index);
  const label = gallery.labels[index];
  return {
    tensor: { shape: batched(value, gallery.shape, `${name}:${index}`), values },
    label: label === undefined ? null : (card?.labels?.[label] ?? `class ${label}`),
  };
}

/** The shape with batch axis 1, if it is one the model takes; unknown axes take any size. */
function batched(value: GraphValue, shape: readonly number[], source: string): number[] {
  const wanted = value.shape.slice(1);
  if (shape.length === wanted.length && shape.every((size, k) => size === (wanted[k] ?? size)))
    return [1, ...shape];
  throw new LabError(
    'bad-input',
    `${source} has shape [${shape}], input ${value.node} takes [${sizes(value)}] (with or without a batch axis of 1 in front).`,
    { got: shape },
  );
}

/** `28,28,1`, `?` for an axis known only at run time. */
const sizes = (value: GraphValue): string =>
  value.shape
    .slice(1)
    .map((size) => size ?? '?')
    .join(',');
