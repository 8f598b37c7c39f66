/**
 * What stands beside a bundled model: card.json and its gallery of labelled pictures. Both are validated here; a model
 * without them runs too, it only has no names for its classes and no pictures to choose from.
 */
import { strFromU8 } from 'fflate';
import * as v from 'valibot';
import { LabError } from '../labError.ts';
import { contentHash } from './modelId.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A scene worth starting from: what it shows and what comes of it. */
const readyFault = v.looseObject({
  verdict: v.picklist(['masked', 'benign', 'SDC', 'DUE', 'changed']),
  title: v.string(),
  why: v.string(),
  /** Item of the gallery. */
  input: count,
  /** Fault strings (DESIGN 3.1). */
  faults: v.array(v.string()),
  /** Entries of the storage plan it is played with. */
  storage: v.optional(v.array(v.string()), []),
});

const modelCard = v.looseObject({
  id: v.string(),
  name: v.string(),
  task: v.optional(v.string()),
  inputShape: v.array(count),
  labels: v.optional(v.array(v.string())),
  parameters: v.optional(count),
  accuracy: v.optional(v.looseObject({ heldOut: v.optional(v.object({ correct: count, total: count })) })),
  /** What levels 0 and 255 of a picture become. */
  inputRange: v.optional(v.tuple([v.number(), v.number()])),
  /** The network in one line, and layer by layer. */
  summary: v.optional(v.string()),
  structure: v.optional(v.array(v.string())),
  teaches: v.optional(v.string()),
  /** How its tensors are stored (DESIGN 3.2), `conv2d/kernel=quantized_bits(6,0,alpha=1)` each; float32 otherwise. */
  storage: v.optional(v.array(v.string())),
  gallery: v.optional(v.string()),
  readyFaults: v.optional(v.array(readyFault), []),
});
export type ModelCard = v.InferOutput<typeof modelCard>;

const galleryIndex = v.looseObject({
  name: v.string(),
  count,
  shape: v.array(count),
  dtype: v.literal('uint8'),
  scale: v.object({ subtract: v.optional(v.number(), 0), divideBy: v.number() }),
  file: v.string(),
  sha256: v.string(),
  labels: v.array(count),
});

export interface Gallery {
  readonly name: string;
  readonly count: number;
  /** [height, width, channels] */
  readonly shape: readonly number[];
  readonly labels: readonly number[];
  /** count * height * width * channels grey levels. */
  readonly pixels: Uint8Array;
  /** Model input = (pixel - subtract) / divideBy. */
  readonly subtract: number;
  readonly divideBy: number;
  /** Where pixels are only how an item looks: the item itself, row-major in `shape`. */
  readonly item?: (index: number) => Float32Array;
  /** How `pixels` lie where `shape` is no [height, width, channels]. */
  readonly pictureShape?: readonly [height: number, width: number, channels: number];
  /** Tensors of the model's second and further inputs, item by item. */
  readonly further?: readonly FurtherInput[];
}

export interface FurtherInput {
  /** Of one item, without a batch axis. */
  readonly shape: readonly number[];
  readonly item: (index: number) => Float32Array;
}

export function parseCard(bytes: Uint8Array): ModelCard {
  return checked(modelCard, bytes, 'card.json');
}

/** `readFile` gets paths relative to the model's folder. Throws LabError `bad-file`. */
export async function readGallery(
  path: string,
  readFile: (path: string) => Promise<Uint8Array>,
): Promise<Gallery> {
  const index = checked(galleryIndex, await readFile(path), path);
  const pixels = await readFile(index.file);
  const wanted = index.shape.reduce((product, size) => product * size, index.count);
  if (pixels.length !== wanted || contentHash(pixels) !== index.sha256) {
    throw new LabError(
      'bad-file',
      `${index.file} is not the file that ${path} describes (${pixels.length} bytes, wanted ${wanted}); it is damaged or from another version.`,
    );
  }
  return {
    name: index.name,
    count: index.count,
    shape: index.shape,
    labels: index.labels,
    pixels,
    subtract: index.scale.subtract,
    divideBy: index.scale.divideBy,
  };
}

/** Picture `index` as a model input, row-major. Throws LabError `bad-input`. */
export function galleryItem(gallery: Gallery, index: number): Float32Array {
  if (!Number.isInteger(index) || index < 0 || index >= gallery.count) {
    throw new LabError(
      'bad-input',
      `${gallery.name}:${index}: the gallery has items 0 to ${gallery.count - 1}.`,
      { index },
    );
  }
  if (gallery.item !== undefined) return gallery.item(index);
  const size = gallery.shape.reduce((product, n) => product * n, 1);
  return Float32Array.from(
    gallery.pixels.subarray(index * size, (index + 1) * size),
    (pixel) => (pixel - gallery.subtract) / gallery.divideBy,
  );
}

function checked<S extends v.GenericSchema>(schema: S, bytes: Uint8Array, file: string): v.InferOutput<S> {
  let json: unknown;
  try {
    json = JSON.parse(strFromU8(bytes));
  } catch {
    throw new LabError('bad-file', `${file} is not JSON.`);
  }
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new LabError('bad-file', `${file}: ${v.getDotPath(issue) ?? 'top level'}: ${issue.message}.`);
}
