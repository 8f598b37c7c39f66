/** Are these files data, or a model? By their names; of a zip by the names in it. Doubtful ones are tried as a model. */
import type { OwnFile } from '#workers/labApi.ts';

const MODEL =
  /(^|\/)model[^/]*\.json$|\.(keras|h5|hdf5|onnx|tflite|pt|pth|pb|safetensors|pkl|bin)$|shard\d+of\d+$/i;
const DATA = /\.(npy|npz|csv|tsv|png|jpe?g|idx)$|ubyte(\.gz)?$|\.gz$/i;
/** A zip lists its files at its end. */
const TAIL_BYTES = 4 << 20;
const NAMED = /[\w() .,-]+\.(?:keras|h5|hdf5|json|bin|npy|npz|csv|tsv|png|jpe?g|idx|gz)|[\w-]+ubyte/gi;

export async function looksLikeData(files: readonly OwnFile[]): Promise<boolean> {
  const names = await Promise.all(files.map(namesIn));
  return judge(names.flat());
}

export function judge(names: readonly string[]): boolean {
  const models = names.some((name) => MODEL.test(name) || /(^|\/)config\.json$/i.test(name));
  return !models && names.some((name) => DATA.test(name));
}

async function namesIn({ path, content }: OwnFile): Promise<readonly string[]> {
  if (!/\.zip$/i.test(path)) return [path];
  const bytes = await content.slice(-TAIL_BYTES).arrayBuffer();
  const text = new TextDecoder('latin1').decode(bytes);
  // From the first entry of the directory on; before it are the files themselves.
  const start = Math.max(0, text.indexOf('PK\u0001\u0002'));
  return text.slice(start).match(NAMED) ?? [];
}
