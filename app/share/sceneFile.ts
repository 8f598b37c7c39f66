/**
 * A scene as a JSON file (docs/schema/scene.schema.json): what a link holds, of any length, and with an own picture as the
 * very float32 numbers. A file is judged field by field like a link: what does not fit the model is left out and named.
 */
import * as v from 'valibot';
import { LabError } from '#engine/labError.ts';
import type { SceneInput } from '#workers/labApi.ts';

export const SCENE_FILE = 'bitflip-scene';

const strings = v.array(v.string());
const schema = v.object({
  format: v.literal(SCENE_FILE),
  version: v.literal(1),
  model: v.object({ id: v.string(), hash: v.string(), name: v.string() }),
  input: v.variant('kind', [
    v.object({ kind: v.literal('gallery'), index: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
    v.object({ kind: v.literal('values'), count: v.number(), float32: v.string() }),
  ]),
  storage: v.optional(strings, []),
  faults: v.array(
    v.object({ fault: v.pipe(v.string(), v.regex(/^[^;]+$/, 'one fault an entry')), on: v.boolean() }),
  ),
  /** Everything else of the link: `n`, `t`, `w`, `v`, `r`, `h` and fields of other versions. */
  link: v.optional(v.string(), ''),
});

export type SceneFile = v.InferOutput<typeof schema>;

export const printSceneFile = (file: SceneFile): string => `${JSON.stringify(file, null, 2)}\n`;

/** Throws LabError `bad-file`. */
export function parseSceneFile(text: string): SceneFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new LabError('bad-file', 'This is no scene file: it is not JSON.');
  }
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const place = v.getDotPath(issue);
  throw new LabError(
    'bad-file',
    `This is no scene file of this version: ${place === null ? '' : `${place}: `}${issue.message}. "Save the scene" writes one.`,
  );
}

export function inputToFile(input: SceneInput): SceneFile['input'] {
  if (input.kind === 'gallery') return input;
  const words = new Uint8Array(input.values.buffer, input.values.byteOffset, input.values.byteLength);
  const binary = Array.from(words, (byte) => String.fromCharCode(byte)).join('');
  return { kind: 'values', count: input.values.length, float32: btoa(binary) };
}

/** Throws LabError `bad-file`. */
export function inputFromFile(input: SceneFile['input']): SceneInput {
  if (input.kind === 'gallery') return input;
  const problem = `input.float32 does not hold ${input.count} little-endian float32 numbers in base64.`;
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = Uint8Array.from(atob(input.float32), (character) => character.charCodeAt(0));
  } catch {
    throw new LabError('bad-file', problem);
  }
  if (bytes.length !== 4 * input.count) throw new LabError('bad-file', problem);
  return { kind: 'pixels', values: new Float32Array(bytes.buffer) };
}
