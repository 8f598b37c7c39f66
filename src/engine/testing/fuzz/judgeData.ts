/**
 * What may become of a damaged dataset: a refusal in words, or a dataset whose arrays have as many numbers as their
 * shapes say and whose pictures can be read. `outputs` are empty: there is nothing to run.
 */
import { strToU8 } from 'fflate';
import type { Dataset } from '../../io/datasets/dataset.ts';
import { readPicture } from '../../io/datasets/pictureFile.ts';
import { readDataset } from '../../io/datasets/readDataset.ts';
import { contentHash } from '../../io/modelId.ts';
import type { Answer } from './judge.ts';
import type { Files } from './mutation.ts';

/** Throws as reading does; the id is that of everything that was read. */
export function answerOfData(files: Files, name: string): Answer {
  const dataset = readDataset(files, name);
  const hashes = dataset.parts.map(({ items }) => {
    if (items.kind === 'pictures')
      return items.pictures.map(({ path, bytes }) => {
        const { rgba: pixels } = readPicture(bytes, path);
        return contentHash(new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength));
      });
    const { shape, values } = items;
    const count = shape.reduce((product, size) => product * size, 1);
    if (count !== values.length) throw new Error(`shape [${shape}] and ${values.length} numbers`);
    return [shape, contentHash(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))];
  });
  checkLabels(dataset);
  return { id: contentHash(strToU8(JSON.stringify([hashes, dataset.labels]))), outputs: [] };
}

function checkLabels({ labels, parts }: Dataset): void {
  const [first] = parts;
  if (labels === null || first === undefined) return;
  const count = first.items.kind === 'pictures' ? first.items.pictures.length : (first.items.shape[0] ?? 1);
  if (labels.length !== count) throw new Error(`${labels.length} labels for ${count} items`);
}
