/**
 * A model in TensorFlow.js files (model.json and weight shards), validated before TensorFlow.js sees it: the topology
 * is told apart by what it contains, shard paths stay inside the model's folder, and the weight bytes are exactly as
 * many as the specs ask for (TensorFlow.js itself accepts surplus bytes in silence).
 */
import * as v from 'valibot';
import { LabError } from '../labError.ts';

export interface ModelFiles {
  readonly format: 'layers' | 'graph';
  readonly topology: Readonly<Record<string, unknown>>;
  readonly weightSpecs: readonly WeightSpec[];
  /** Shards joined in manifest order. */
  readonly weightData: Uint8Array;
  readonly signature: unknown;
}

const SIZE_BYTES = { float32: 4, int32: 4, bool: 1, uint8: 1, uint16: 2, float16: 2 } as const;

const weightSpec = v.looseObject({
  name: v.pipe(v.string(), v.nonEmpty()),
  shape: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
  dtype: v.picklist(
    ['float32', 'int32', 'bool'],
    (issue) => `weights of dtype ${issue.received} are not supported; wanted float32, int32 or bool`,
  ),
  quantization: v.optional(
    v.looseObject({
      dtype: v.picklist(['uint8', 'uint16', 'float16']),
      /** value = code x scale + min, of integer codes. */
      scale: v.optional(v.number()),
      min: v.optional(v.number()),
    }),
  ),
});
export type WeightSpec = v.InferOutput<typeof weightSpec>;

const modelJson = v.looseObject({
  modelTopology: v.record(v.string(), v.unknown()),
  weightsManifest: v.optional(
    v.array(v.looseObject({ paths: v.array(v.string()), weights: v.array(weightSpec) })),
  ),
  signature: v.optional(v.unknown()),
  /** Older converters put the signature here. */
  userDefinedMetadata: v.optional(v.looseObject({ signature: v.optional(v.unknown()) })),
});

/** `readShard` gets a path relative to model.json. Throws LabError `bad-file`. */
export async function readModelFiles(
  json: unknown,
  readShard: (path: string) => Promise<Uint8Array>,
): Promise<ModelFiles> {
  const parsed = v.safeParse(modelJson, json);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    throw new LabError('bad-file', `model.json: ${v.getDotPath(issue) ?? 'top level'}: ${issue.message}.`);
  }
  const { modelTopology, weightsManifest, userDefinedMetadata } = parsed.output;
  const signature = parsed.output.signature ?? userDefinedMetadata?.signature;
  const format = formatOf(modelTopology);
  if (weightsManifest === undefined) {
    throw new LabError(
      'bad-file',
      'model.json has a topology but no weightsManifest; the lab does not run a model on initial weights. Export the model with its weights.',
    );
  }
  const shards: Uint8Array[] = [];
  for (const path of weightsManifest.flatMap((group) => group.paths)) {
    checkPath(path);
    shards.push(await readShard(path));
  }
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const weightData = joined(shards);
  const wanted = weightSpecs.reduce((sum, spec) => sum + bytesOfWeight(spec), 0);
  if (weightData.length !== wanted) {
    throw new LabError(
      'bad-file',
      `The weight files hold ${weightData.length} bytes, the manifest in model.json asks for ${wanted}. A shard is missing, truncated or from another model.`,
      {
        got: weightData.length,
        wanted,
      },
    );
  }
  return { format, topology: modelTopology, weightSpecs, weightData, signature: signature ?? null };
}

function formatOf(topology: Readonly<Record<string, unknown>>): 'layers' | 'graph' {
  if ('model_config' in topology || 'class_name' in topology) return 'layers';
  if (Array.isArray(topology['node'])) return 'graph';
  throw new LabError(
    'bad-file',
    'model.json: modelTopology is neither a layers model (no model_config) nor a graph model (no node list).',
  );
}

function checkPath(path: string): void {
  if (/^([a-z][a-z0-9+.-]*:|\/|\\)/i.test(path) || path.split(/[\\/]/).includes('..')) {
    throw new LabError(
      'bad-file',
      `Weight path "${path}" leaves the model's folder; only plain relative paths are read.`,
      { path },
    );
  }
}

/** As it stands in the file. */
export function bytesOfWeight(spec: WeightSpec): number {
  const count = spec.shape.reduce((product, size) => product * size, 1);
  return count * SIZE_BYTES[spec.quantization?.dtype ?? spec.dtype];
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
