/**
 * Reads a dataset that a person gave, apart from everything else: whatever is in the files, only this worker can be
 * busy or die of it, and the page ends it when it takes too long.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as Comlink from 'comlink';
import type { Dataset } from '#engine/io/datasets/dataset.ts';
import { readPicture } from '#engine/io/datasets/pictureFile.ts';
import { readDataset } from '#engine/io/datasets/readDataset.ts';
import { resample } from '#engine/io/datasets/resample.ts';
import { LabError } from '#engine/labError.ts';
import type { DatasetFacts, DatasetReader, OriginalPicture } from './datasetApi.ts';
import type { OwnFile } from './labApi.ts';
import { lockDown } from './lockDown.ts';
import { bytesOf, type ReadTarget, readOptions } from './openDataset.ts';
import { installWire } from './wire.ts';

declare const self: DedicatedWorkerGlobalScope & typeof globalThis;

lockDown(self);
installWire();

/** Longest side of a picture that is only looked at. */
const LOOK = 320;
/** Files beyond this are not read into memory. */
const MOST_BYTES = 2 ** 30;

async function open(files: readonly OwnFile[], name: string, targets: readonly ReadTarget[]) {
  const size = files.reduce((sum, { content }) => sum + content.size, 0);
  if (size > MOST_BYTES)
    throw new LabError(
      'bad-file',
      `${name} has ${Math.round(size / 1e6)} MB; at most ${Math.round(MOST_BYTES / 1e6)} MB are read. Take a part of it.`,
    );
  const bytes = await bytesOf(files);
  return { bytes, dataset: readDataset(bytes, name, readOptions(targets)) };
}

const api: DatasetReader = {
  async read(files, name, targets): Promise<DatasetFacts> {
    const { bytes, dataset } = await open(files, name, targets);
    return {
      id: contentId(bytes),
      recognised: dataset.recognised,
      count: countOf(dataset),
      labelled: dataset.labels !== null,
      lightGround: hasLightGround(dataset),
    };
  },
  async original(files, name, targets, index): Promise<OriginalPicture | null> {
    const { dataset } = await open(files, name, targets);
    const items = dataset.parts[0]?.items;
    const picture = items?.kind === 'pictures' ? items.pictures[index] : undefined;
    if (picture === undefined) return null;
    const { width, height, rgba } = readPicture(picture.bytes, picture.path);
    const shrink = Math.min(1, LOOK / Math.max(width, height));
    const small = resample(
      { width, height, channels: 4, values: rgba },
      { left: 0, top: 0, right: width, bottom: height },
      Math.max(1, Math.round(width * shrink)),
      Math.max(1, Math.round(height * shrink)),
      'area',
    );
    return { name: picture.path, width, height, look: { ...small, rgba: small.values } };
  },
};

/** First 12 hexadecimal digits over paths and contents, in the order of paths. */
function contentId(files: ReadonlyMap<string, Uint8Array>): string {
  const hash = sha256.create();
  for (const [path, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(utf8ToBytes(`${path.length} ${path} ${bytes.length} `)).update(bytes);
  return bytesToHex(hash.digest()).slice(0, 12);
}

function countOf({ parts: [part] }: Dataset): number {
  return part?.items.kind === 'pictures' ? part.items.pictures.length : (part?.items.shape[0] ?? 1);
}

/** Is the first picture dark on light? Its outermost pixels tell. */
function hasLightGround({ parts: [part] }: Dataset): boolean {
  const first = part?.items.kind === 'pictures' ? part.items.pictures[0] : undefined;
  if (first === undefined) return false;
  const { width, height, rgba } = readPicture(first.bytes, first.path);
  let [sum, count] = [0, 0];
  for (let y = 0; y < height; y++) {
    const step = y === 0 || y === height - 1 ? 1 : Math.max(1, width - 1);
    for (let x = 0; x < width; x += step) {
      const at = 4 * (y * width + x);
      const alpha = (rgba[at + 3] as number) / 255;
      sum += 255 - alpha * (255 - (rgba[at + 1] as number));
      count++;
    }
  }
  return sum / count > 127.5;
}

Comlink.expose(api);
