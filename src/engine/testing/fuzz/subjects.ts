/** What is damaged: small models of every format, made by the frameworks themselves (src/engine/fixtures). */
import { readFileSync } from 'node:fs';
import { unzipSync, zipSync } from 'fflate';
import type { Files, FuzzSubject } from './mutation.ts';

const fixture = (name: string): Record<string, Uint8Array> =>
  unzipSync(new Uint8Array(readFileSync(`src/engine/fixtures/${name}`)));

/** Of the Keras zoo: one in so many, so that layers of every kind are among them. */
const EVERY = 7;

export function fuzzSubjects(): readonly FuzzSubject[] {
  const keras = fixture('keras-zoo.zip');
  const qkeras = fixture('qkeras-zoo.zip');
  const files = [
    ...Object.entries(keras).filter(
      ([name], i) =>
        !name.endsWith('.npz') && (i % EVERY === 0 || /nested|lstm|gru|attention|shared/.test(name)),
    ),
    ...Object.entries(qkeras).filter(([name]) =>
      /^(v3-)?(network|dense|conv2d-batchnorm)\.(h5|keras)$/.test(name),
    ),
  ];
  const folders = tfjsFolders();
  return [
    ...files.map(
      ([name, bytes]): FuzzSubject => ({
        name,
        kind: name.endsWith('.h5') ? 'h5' : 'keras',
        files: new Map([[name, bytes]]),
      }),
    ),
    ...dataFiles(),
    ...folders,
    ...folders.map(
      ({ name, files }): FuzzSubject => ({
        name: `${name}.zip`,
        kind: 'zip',
        files: new Map([[`${name}.zip`, zipSync(Object.fromEntries(files), { level: 6 })]]),
      }),
    ),
  ];
}

function tfjsFolders(): FuzzSubject[] {
  const found = new Map<string, Map<string, Uint8Array>>();
  for (const [path, bytes] of Object.entries(fixture('tfjs-quantized.zip'))) {
    const [folder, name] = path.split('/') as [string, string];
    if (name.endsWith('.npz')) continue;
    found.set(folder, (found.get(folder) ?? new Map()).set(name, bytes));
  }
  return [...found].map(([name, files]) => ({
    name,
    kind: name.startsWith('graph') ? 'tfjs-graph' : 'tfjs-layers',
    files: files as Files,
  }));
}

/** Arrays, tables and pictures that can be read. */
function dataFiles(): FuzzSubject[] {
  return Object.entries(fixture('datasets.zip')).flatMap(([path, bytes]) => {
    const isData =
      /^(npz|csv|idx|pictures|folders|zip)\/.*\.(npz|csv|tsv|png|jpe?g|gz|zip)$|ubyte$/.test(path) ||
      /^npy\/(f2|f4|u1|i8|big-f8|fortran|version[23]|digits)\.npy$/.test(path);
    const name = path.split('/').at(-1) as string;
    return isData && !/(gap|ragged|words)\.csv$/.test(path) && bytes.length < 100_000
      ? [{ name, kind: 'data', files: new Map([[name, bytes]]) }]
      : [];
  });
}
