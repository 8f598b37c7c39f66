/** Datasets that other programs wrote (tools/golden/datasets.py), and what is in them. */
import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';

const files = unzipSync(new Uint8Array(readFileSync('src/engine/fixtures/datasets.zip')));

export interface ResizedCase {
  readonly picture: string;
  readonly filter: 'nearest' | 'area' | 'bilinear' | 'bicubic';
  readonly width: number;
  readonly height: number;
  readonly box: readonly [number, number, number, number] | null;
  readonly file: string;
}

export const DATASETS = JSON.parse(strFromU8(files['expected.json'] as Uint8Array)) as {
  readonly labels: readonly number[];
  readonly resized: readonly ResizedCase[];
} & Readonly<Record<string, { readonly shape: readonly number[]; readonly values: readonly number[] }>>;

export function datasetFile(path: string): Uint8Array {
  const bytes = files[path];
  if (bytes === undefined) throw new Error(`no ${path} in datasets.zip`);
  return bytes;
}

/** Paths that begin so. */
export const datasetPaths = (start: string): readonly string[] =>
  Object.keys(files).filter((path) => path.startsWith(start));
