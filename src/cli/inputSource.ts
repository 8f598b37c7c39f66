/**
 * `--input SRC`: a gallery item (`mnist:7`), a .npy file, a PNG or JPEG picture; told apart by what the file holds, not
 * by its name. With several model inputs each is `name=SRC`. Always one image.
 */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { GraphValue, ModelGraph } from '#engine/graph/modelGraph.ts';
import { galleryItem } from '#engine/io/modelCard.ts';
import { readNpy } from '#engine/io/npy.ts';
import { pictureValues } from '#engine/io/picture.ts';
import { LabError } from '#engine/labError.ts';
import type { InputTensor } from '#engine/runtime/played.ts';
import type { OpenedFiles } from '#engine/scene/openModel.ts';
import { readJpeg, readPng } from './pictureFile.ts';

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
  const read: GivenInput[] = [];
  for (const value of inputs) {
    const source = sources.get(value.node) as string;
    read.push({ node: value.node, source, ...(await readSource(source, value, opened, options)) });
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
      `No input is given for ${missing.join(', ')}; wanted ${wanted}, e.g. mnist:7, digit.npy or digit.png.`,
      { missing },
    );
  return sources;
}

type Read = Pick<GivenInput, 'tensor' | 'label'>;

async function readSource(
  source: string,
  value: GraphValue,
  opened: OpenedFiles,
  options: InputOptions,
): Promise<Read> {
  const item = /^([\w.-]+):(\d+)$/.exec(source);
  if (item !== null) return fromGallery(item[1] as string, Number(item[2]), value, opened);
  const bytes = await readFile(resolve(options.folder, source)).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw new LabError(
      'bad-input',
      `Input ${source} could not be read: ${why}. Wanted a gallery item such as ${opened.gallery?.name ?? 'mnist'}:7, a .npy file or a PNG or JPEG picture.`,
      { source },
    );
  });
  const picture = { path: source, bytes, value, opened, invert: options.invert };
  if (startsWith(bytes, 0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59))
    return { tensor: fromNpy(bytes, source, value), label: null };
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47))
    return { tensor: fromPicture(picture, readPng), label: null };
  if (startsWith(bytes, 0xff, 0xd8)) return { tensor: fromPicture(picture, readJpeg), label: null };
  throw new LabError('bad-input', `Input ${source} is not a .npy, PNG or JPEG file.`, { source });
}

const startsWith = (bytes: Uint8Array, ...magic: number[]): boolean =>
  magic.every((byte, i) => bytes[i] === byte);

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

function fromNpy(bytes: Uint8Array, path: string, value: GraphValue): InputTensor {
  const { shape, values } = readNpy(bytes);
  const rank = value.shape.length;
  if (shape.length === rank && shape[0] !== 1) {
    throw new LabError(
      'bad-input',
      `${path} holds ${shape[0]} inputs [${shape}]; one image per call, wanted a first axis of 1 or none.`,
      { got: shape },
    );
  }
  return { shape: batched(value, shape.length === rank ? shape.slice(1) : shape, path), values };
}

interface PictureInput {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly value: GraphValue;
  readonly opened: OpenedFiles;
  readonly invert: boolean;
}

function fromPicture(
  { path, bytes, value, opened, invert }: PictureInput,
  unpack: typeof readPng,
): InputTensor {
  const [, height, width, channels, ...more] = value.shape;
  if ((channels !== 1 && channels !== 3) || more.length > 0) {
    throw new LabError(
      'bad-input',
      `${path} is a picture, but input ${value.node} takes [${sizes(value)}], wanted [height, width, 1 or 3]. Give a .npy file.`,
      { path },
    );
  }
  const picture = unpack(bytes, path);
  const target = {
    height: height ?? picture.height,
    width: width ?? picture.width,
    channels,
    range: opened.card?.inputRange ?? [0, 1],
    invert,
  } as const;
  return { shape: [1, target.height, target.width, channels], values: pictureValues(picture, target) };
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
