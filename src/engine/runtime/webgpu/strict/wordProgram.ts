/**
 * TensorFlow.js programs that see tensors as 32-bit integers. They are recorded with the back end's own kernels, in
 * order and in the same submission, which commands of our own would break up. The dtype that a shader declares comes
 * from the back end's tensor map, so it is int32 there for the length of one call.
 */
import type { WebGPUBackend, WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';
import { type KernelFunc, type TensorInfo, util } from '@tensorflow/tfjs-core';

/** Makes a strict kernel of a fast one. */
export type Strictly = (fast: KernelFunc) => KernelFunc;

export interface WordProgram {
  /** Names the shader: programs of one name have the same code. */
  readonly name: string;
  readonly inputs: readonly string[];
  /** WGSL with `fn main(i : i32)`, called once per output word and beyond (`uniforms.size`); writes `result`. */
  readonly code: string;
  /** One workgroup of 64 per so many outputs, instead of one thread per output. */
  readonly outputsPerWorkgroup?: number;
}

/** Integers by name, one to four each, in the order of the call. */
export type Uniforms = Readonly<Record<string, readonly number[]>>;

const WORKGROUP_SIZE = 64;

/** Functions that every word program can use. Words are signed here, so a negative float is a negative word. */
const WORDS = /* wgsl */ `
const INFINITE = 0x7f800000;
/** 0xff800000 as a signed word. */
const MINUS_INFINITE = -0x800000;
const QUIET_NAN = 0x7fc00000;
fn magnitude(word : i32) -> i32 { return word & 0x7fffffff; }
fn isNanWord(word : i32) -> bool { return magnitude(word) > INFINITE; }
fn isFiniteWord(word : i32) -> bool { return magnitude(word) < INFINITE; }
/** Orders words as the floats they are, NaN aside; -0 before +0. */
fn order(word : i32) -> i32 { return select(word, word ^ 0x7fffffff, word < 0); }
`;

/** Runs a program over the words of `inputs` into `out`, whose earlier words it may leave as they are. */
export function runOnWords(
  gpu: WebGPUBackend,
  program: WordProgram,
  inputs: readonly TensorInfo[],
  out: TensorInfo,
  uniforms: Uniforms = {},
): void {
  const outSize = util.sizeFromShape(out.shape);
  if (outSize === 0) return;
  const tensors = [...inputs, out].map(({ dataId }) => gpu.tensorMap.get(dataId));
  const dtypes = tensors.map(({ dtype }) => dtype);
  const flat = ({ dataId, shape }: TensorInfo): TensorInfo => ({
    dataId,
    shape: [util.sizeFromShape(shape)],
    dtype: 'int32',
  });
  // Uploaded under its own dtype, so that the host's values are taken for what they are.
  for (const { dataId } of inputs) gpu.uploadToGPU(dataId);
  for (const tensor of tensors) tensor.dtype = 'int32';
  try {
    gpu.runWebGPUProgram(
      webgpuProgram(program, outSize, uniforms),
      inputs.map(flat),
      'int32',
      uniformData(uniforms),
      flat(out),
    );
  } finally {
    tensors.forEach((tensor, i) => {
      tensor.dtype = dtypes[i] as (typeof dtypes)[number];
    });
  }
}

function webgpuProgram(
  { name, inputs, code, outputsPerWorkgroup }: WordProgram,
  size: number,
  uniforms: Uniforms,
): WebGPUProgram {
  const fields = Object.entries(uniforms).map(
    ([field, { length }]) => `${field} : ${length === 1 ? 'i32' : `vec${length}<i32>`},`,
  );
  return {
    variableNames: [...inputs],
    outputShape: [size],
    dispatchLayout: { x: [0] },
    dispatch: [Math.ceil(size / (outputsPerWorkgroup ?? WORKGROUP_SIZE)), 1, 1],
    workgroupSize: [WORKGROUP_SIZE, 1, 1],
    size: true,
    uniforms: fields.join(' '),
    shaderKey: `bitflip ${name}`,
    getUserCode: () => WORDS + code,
  };
}

function uniformData(uniforms: Uniforms): { type: string; data: number[] }[] {
  return Object.values(uniforms).map((data) => ({ type: 'int32', data: [...data] }));
}

/** The word of a number as float32, signed. */
export function wordOf(value: number): number {
  return new Int32Array(Float32Array.of(value).buffer)[0] as number;
}

/** Arguments of a kernel, as the kernel knows them. */
export function argumentsOf<Attrs>(args: Parameters<KernelFunc>[0]): {
  gpu: WebGPUBackend;
  inputs: Readonly<Record<string, TensorInfo>>;
  attrs: Attrs;
} {
  return {
    gpu: args.backend as WebGPUBackend,
    inputs: args.inputs as Record<string, TensorInfo>,
    attrs: (args.attrs ?? {}) as unknown as Attrs,
  };
}
