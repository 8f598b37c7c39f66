/**
 * Inputs with the outputs that whoever made the model got for them, where they lie beside it: `reference.json`, as beside
 * the bundled models (items of the gallery and their probabilities), or `reference.npz` with x0, x1, ... and y0, y1, ...
 */
import { unzip } from '../io/archive.ts';
import { recordOf } from '../io/keras/layerTree.ts';
import { galleryItem } from '../io/modelCard.ts';
import { readNpy } from '../io/npy.ts';
import { parseJson } from '../io/parseJson.ts';
import type { InputTensor } from '../runtime/played.ts';
import type { OpenedFiles } from './openModel.ts';

export interface ReferencePair {
  readonly inputs: readonly InputTensor[];
  /** Row-major, one for each output that is told. */
  readonly outputs: readonly Float32Array[];
}

export interface ReferenceCheck {
  readonly pairs: number;
  /** Largest |difference| over all numbers, as a share of the largest |reference|. */
  readonly worst: number;
  readonly tolerance: number;
}

/** Of the largest |reference|, for a whole network. */
const TOLERANCE = 1e-4;
const MOST_PAIRS = 4;

/** Throws LabError `bad-file` where the files are there and broken. */
export async function readReferences(
  opened: Pick<OpenedFiles, 'readFile' | 'gallery'>,
): Promise<readonly ReferencePair[]> {
  const npz = await opened.readFile('reference.npz');
  if (npz !== null) return [fromArrays(unzip(npz, 'reference.npz'))];
  const json = await opened.readFile('reference.json');
  const { gallery } = opened;
  if (json === null || gallery === null) return [];
  const { pairs } = recordOf(parseJson(json, 'reference.json'));
  return (Array.isArray(pairs) ? pairs : []).slice(0, MOST_PAIRS).flatMap((pair) => {
    const { item, probabilities } = recordOf(pair);
    if (typeof item !== 'number' || !Array.isArray(probabilities)) return [];
    const values = galleryItem(gallery, item);
    return [
      {
        inputs: [{ shape: [1, ...gallery.shape], values }],
        outputs: [Float32Array.from(probabilities, Number)],
      },
    ];
  });
}

function fromArrays(files: ReadonlyMap<string, Uint8Array>): ReferencePair {
  const all = (prefix: string): InputTensor[] => {
    const found: InputTensor[] = [];
    for (let k = 0; files.has(`${prefix}${k}.npy`); k++) {
      const { shape, values } = readNpy(files.get(`${prefix}${k}.npy`) as Uint8Array, `${prefix}${k}.npy`);
      found.push({ shape: [...shape], values });
    }
    return found;
  };
  return { inputs: all('x'), outputs: all('y').map(({ values }) => values) };
}

/** `answer` gives the outputs of the model, stored as it brings it. Null without pairs. */
export async function checkReferences(
  pairs: readonly ReferencePair[],
  answer: (inputs: readonly InputTensor[]) => Promise<readonly Float32Array[]>,
): Promise<ReferenceCheck | null> {
  if (pairs.length === 0) return null;
  let worst = 0;
  for (const { inputs, outputs } of pairs) {
    const got = await answer(inputs);
    for (const [k, wanted] of outputs.entries()) {
      const difference = shareOf(got[k] ?? new Float32Array(0), wanted);
      // NaN is a difference, too.
      if (!(difference <= worst)) worst = difference;
    }
  }
  return { pairs: pairs.length, worst, tolerance: TOLERANCE };
}

function shareOf(got: Float32Array, wanted: Float32Array): number {
  if (got.length !== wanted.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  let worst = 0;
  for (let i = 0; i < wanted.length; i++) {
    const [a, b] = [got[i] as number, wanted[i] as number];
    largest = Math.max(largest, Math.abs(b));
    if (!(Math.abs(a - b) <= worst)) worst = Number.isNaN(a - b) ? Number.POSITIVE_INFINITY : Math.abs(a - b);
  }
  return worst === 0 ? 0 : worst / largest;
}
