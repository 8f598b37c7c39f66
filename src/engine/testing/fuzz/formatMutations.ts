/** Damage that knows the format: the configuration inside, manifests, shards, zip headers, structures of HDF5. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { DrawBelow } from '#engine/random/seededDraws.ts';
import { deepJson, hugeSize, type JsonMutation, mutateJson, namedAttack } from './jsonMutations.ts';
import { type Files, type FuzzSubject, type Mutate, pick, withFile } from './mutation.ts';

type OnJson = (bytes: Uint8Array, draw: DrawBelow) => JsonMutation | null;
const ON_JSON: readonly OnJson[] = [
  mutateJson,
  mutateJson,
  mutateJson,
  hugeSize,
  namedAttack,
  namedAttack,
  deepJson,
];

/** What holds the topology: config.json of an archive, model.json; packed again with good checksums. */
export const configuration: Mutate = (subject, draw) =>
  inside(subject, /(^|\/)(config|model)\.json$/, (bytes) => pick(ON_JSON, draw)(bytes, draw));

/** Inside the HDF5 file of an archive: damage that no checksum tells. */
export const archiveWeights: Mutate = (subject, draw) =>
  inside(subject, /\.weights\.h5$/, (bytes) => ({
    json: structure(bytes, draw),
    what: 'its structure',
    expect: 'any',
  }));

const SIGNATURES = ['TREE', 'HEAP', 'SNOD', 'GCOL', 'OHDR'] as const;

export const hdf5Structure: Mutate = ({ kind, files }, draw) => {
  const [[path, bytes]] = [...files] as [[string, Uint8Array]];
  if (kind !== 'h5') return null;
  return {
    files: withFile(files, path, structure(bytes, draw)),
    what: `${path}: its structure`,
    expect: 'any',
  };
};

/** One field near a signature of HDF5. */
function structure(bytes: Uint8Array, draw: DrawBelow): Uint8Array {
  const mutated = bytes.slice();
  const text = strFromU8(bytes, true);
  const places = SIGNATURES.flatMap((mark) =>
    [...text.matchAll(new RegExp(mark, 'g'))].map(({ index }) => index),
  );
  const near =
    places.length === 0 || draw(4) === 0 ? draw(Math.min(bytes.length, 2048)) : pick(places, draw) + draw(64);
  const at = Math.min(near, bytes.length - 8);
  const view = new DataView(mutated.buffer);
  const other = BigInt(draw(bytes.length));
  const value = pick([0n, 1n, other, BigInt(bytes.length), 2n ** 32n - 1n, 2n ** 63n, 2n ** 64n - 1n], draw);
  if (draw(2) === 0) view.setBigUint64(at, value, true);
  else view.setUint16(at, Number(value & 0xffffn), true);
  return mutated;
}

/** The text of the topology in an .h5, changed without a change of length. */
export const hdf5Text: Mutate = ({ kind, files }, draw) => {
  const [[path, bytes]] = [...files] as [[string, Uint8Array]];
  if (kind !== 'h5') return null;
  const from = strFromU8(bytes, true).indexOf('{"class_name"');
  const places: number[] = [];
  for (let at = from; at >= 0 && at < bytes.length && bytes[at] !== 0; at++)
    if (/[0-9a-z_"[\]{}:,]/.test(String.fromCharCode(bytes[at] as number))) places.push(at);
  if (places.length === 0) return null;
  const mutated = bytes.slice();
  const at = pick(places, draw);
  mutated[at] = pick([...strToU8('0123456789abcxyz_"[]{}:, ')], draw);
  return { files: withFile(files, path, mutated), what: `${path}: the text at ${at}`, expect: 'any' };
};

/** Weight bytes and what a manifest says of them. */
export const manifest: Mutate = (subject, draw) => {
  const { files, kind } = subject;
  const weights = [...files.keys()].find((path) => path.endsWith('.bin'));
  if (!kind.startsWith('tfjs') || weights === undefined) return null;
  const bytes = files.get(weights) as Uint8Array;
  const grown = new Uint8Array(bytes.length + 4);
  grown.set(bytes);
  const edits: readonly (() => ReturnType<Mutate>)[] = [
    () => ({ files: withFile(files, weights, grown), what: 'four surplus bytes', expect: 'refused' }),
    () => ({ files: withFile(files, weights, bytes.slice(1)), what: 'a byte missing', expect: 'refused' }),
    () =>
      onManifest(subject, draw, 'its path', 'refused', (group) => {
        group.paths[0] = pick(
          [
            '../w.bin',
            '/etc/passwd',
            'https://example.org/w.bin',
            'C:\\w.bin',
            'a/../../w.bin',
            '__proto__',
            '',
          ],
          draw,
        );
      }),
    () =>
      onManifest(subject, draw, 'a size', 'refused', (group) => {
        const spec = pick(
          group.weights.filter(({ shape }) => shape.length > 0),
          draw,
        );
        spec.shape[draw(spec.shape.length)] = pick([-1, 1e9, 2 ** 40, 1.5, 97], draw);
      }),
    () =>
      onManifest(subject, draw, 'a dtype', 'refused', (group) => {
        pick(group.weights, draw).dtype = pick(['string', 'complex64', 'float64', '__proto__', ''], draw);
      }),
    () =>
      onManifest(subject, draw, 'no weight', 'refused', (group) => {
        group.weights.splice(draw(group.weights.length), 1);
      }),
    () =>
      onManifest(subject, draw, 'a name', 'refused', (group) => {
        pick(group.weights, draw).name = pick(['__proto__', 'constructor', 'nobody/kernel', ''], draw);
      }),
  ];
  return pick(edits, draw)();
};

interface Group {
  readonly paths: string[];
  readonly weights: { name: string; shape: number[]; dtype: string }[];
}

function onManifest(
  { files }: FuzzSubject,
  draw: DrawBelow,
  what: string,
  expect: 'refused' | 'other',
  edit: (group: Group) => void,
): ReturnType<Mutate> {
  const json = JSON.parse(strFromU8(files.get('model.json') as Uint8Array)) as { weightsManifest: Group[] };
  edit(pick(json.weightsManifest, draw));
  return {
    files: withFile(files, 'model.json', strToU8(JSON.stringify(json))),
    what: `manifest: ${what}`,
    expect,
  };
}

/** A weight byte: the same network with another number, and so another id. */
export const weightByte: Mutate = ({ files, kind }, draw) => {
  const path = [...files.keys()].find((name) => name.endsWith('.bin'));
  if (!kind.startsWith('tfjs') || path === undefined) return null;
  const mutated = (files.get(path) as Uint8Array).slice();
  const at = draw(mutated.length);
  mutated[at] = (mutated[at] as number) ^ (1 << draw(8));
  return { files: withFile(files, path, mutated), what: `${path}: a weight bit at ${at}`, expect: 'other' };
};

/** Packed content, where a checksum must tell, and the fields of a zip's headers. */
export const zipBytes: Mutate = ({ files, kind }, draw) => {
  const [[path, bytes]] = [...files] as [[string, Uint8Array]];
  if (kind !== 'keras' && kind !== 'zip' && !/\.(npz|zip)$/.test(path)) return null;
  const mutated = bytes.slice();
  const text = strFromU8(bytes, true);
  const marks = [...text.matchAll(/PK/g)].map(({ index }) => index);
  const at = Math.min(bytes.length - 1, pick(marks, draw) + 4 + draw(26));
  mutated[at] = draw(256);
  return { files: withFile(files, path, mutated), what: `${path}: a header field at ${at}`, expect: 'any' };
};

function inside(
  { kind, files }: FuzzSubject,
  name: RegExp,
  mutate: (bytes: Uint8Array) => JsonMutation | null,
): ReturnType<Mutate> {
  const [[path, bytes]] = [...files] as [[string, Uint8Array]];
  const packed = kind === 'keras' || kind === 'zip';
  const contents: Files = packed ? new Map(Object.entries(unzipSync(bytes))) : files;
  const target = [...contents.keys()].find((each) => name.test(each));
  if (target === undefined) return null;
  const mutated = mutate(contents.get(target) as Uint8Array);
  if (mutated === null) return null;
  const changed = withFile(contents, target, mutated.json);
  return {
    files: packed ? new Map([[path, zipSync(Object.fromEntries(changed), { level: 1 })]]) : changed,
    what: `${target}: ${mutated.what}`,
    expect: mutated.expect,
  };
}
