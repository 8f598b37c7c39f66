/** Damage that knows nothing of formats: flipped bits, other bytes, cuts, holes, repeats, foreign beginnings. */
import { anyFile, type Mutate, pick, withFile } from './mutation.ts';

const INTERESTING = [0, 1, 0x7f, 0x80, 0xfe, 0xff] as const;

export const flipBits: Mutate = ({ files }, draw) => {
  const [path, bytes] = anyFile(files, draw);
  if (bytes.length === 0) return null;
  const mutated = bytes.slice();
  const places = Array.from({ length: 1 + draw(4) }, () => draw(bytes.length));
  for (const at of places) mutated[at] = (mutated[at] as number) ^ (1 << draw(8));
  return { files: withFile(files, path, mutated), what: `${path}: bits flipped at ${places}`, expect: 'any' };
};

/** The first 512 bytes of a file say most of its structure. */
export const flipHead: Mutate = ({ files }, draw) => {
  const [path, bytes] = anyFile(files, draw);
  if (bytes.length === 0) return null;
  const mutated = bytes.slice();
  const at = draw(Math.min(512, bytes.length));
  mutated[at] = (mutated[at] as number) ^ (1 << draw(8));
  return { files: withFile(files, path, mutated), what: `${path}: a bit flipped at ${at}`, expect: 'any' };
};

export const setWord: Mutate = ({ files }, draw) => {
  const [path, bytes] = anyFile(files, draw);
  const length = pick([1, 2, 4, 8], draw);
  if (bytes.length < length) return null;
  const mutated = bytes.slice();
  const at = draw(bytes.length - length + 1);
  const value = pick(INTERESTING, draw);
  mutated.fill(value, at, at + length);
  return {
    files: withFile(files, path, mutated),
    what: `${path}: ${length} bytes of ${value} at ${at}`,
    expect: 'any',
  };
};

export const cut: Mutate = ({ files, kind }, draw) => {
  const [path, bytes] = anyFile(files, draw);
  if (bytes.length < 2) return null;
  const length = draw(bytes.length);
  // What is cut off an .h5 may be room that nothing uses; a table may be shorter.
  const expect = kind === 'h5' || kind === 'data' ? 'any' : 'refused';
  return { files: withFile(files, path, bytes.slice(0, length)), what: `${path}: cut at ${length}`, expect };
};

export const hole: Mutate = ({ files }, draw) => {
  const [path, bytes] = anyFile(files, draw);
  if (bytes.length < 8) return null;
  const from = draw(bytes.length - 4);
  const to = Math.min(bytes.length, from + 1 + draw(64));
  const mutated = new Uint8Array(bytes.length - (to - from));
  mutated.set(bytes.subarray(0, from));
  mutated.set(bytes.subarray(to), from);
  return { files: withFile(files, path, mutated), what: `${path}: ${from} to ${to} left out`, expect: 'any' };
};

export const repeat: Mutate = ({ files }, draw) => {
  const [path, bytes] = anyFile(files, draw);
  if (bytes.length < 8) return null;
  const from = draw(bytes.length - 4);
  const piece = bytes.subarray(from, from + 1 + draw(256));
  const mutated = new Uint8Array(bytes.length + piece.length);
  mutated.set(bytes.subarray(0, from));
  mutated.set(piece, from);
  mutated.set(bytes.subarray(from), from + piece.length);
  return {
    files: withFile(files, path, mutated),
    what: `${path}: ${piece.length} bytes at ${from} repeated`,
    expect: 'any',
  };
};

export const noise: Mutate = ({ files }, draw) => {
  const [path, bytes] = anyFile(files, draw);
  if (bytes.length < 16) return null;
  const mutated = bytes.slice();
  const from = draw(bytes.length - 8);
  for (let at = from; at < Math.min(bytes.length, from + 64); at++) mutated[at] = draw(256);
  return { files: withFile(files, path, mutated), what: `${path}: noise from ${from} on`, expect: 'any' };
};

export const missingFile: Mutate = ({ files }, draw) => {
  if (files.size < 2) return null;
  const [path] = anyFile(files, draw);
  return {
    files: new Map([...files].filter(([name]) => name !== path)),
    what: `${path} is missing`,
    expect: 'refused',
  };
};

export const foreignHead: Mutate = ({ files }, draw) => {
  const [path, bytes] = anyFile(files, draw);
  const head = pick(
    ['PK\u0003\u0004', '\u0089HDF\r\n\u001a\n', '\u0080\u0002}q', '{"modelTopology":', '\u0093NUMPY'],
    draw,
  );
  const mutated = bytes.slice();
  for (let i = 0; i < Math.min(head.length, bytes.length); i++) mutated[i] = head.charCodeAt(i);
  return { files: withFile(files, path, mutated), what: `${path} begins like another format`, expect: 'any' };
};
