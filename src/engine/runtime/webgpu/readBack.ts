/**
 * Runs the dispatches of many questions in one command buffer and reads all answers with one mapping. Everything is
 * submitted before the first await, so tensors may be disposed as soon as the call has returned its promise.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { LabError } from '../../labError.ts';
import { encode, OFFSET_ALIGNMENT, PARAMS_SIZE_BYTES, type Shader } from './shader.ts';
import { borrowBuffer, flush } from './tensorBuffers.ts';

/** One run of a shader on tensors' buffers; `b` may be a list of indices instead. */
export interface QuestionStep {
  readonly shader: Shader;
  readonly a: GPUBuffer;
  readonly b: GPUBuffer | Int32Array;
  readonly workgroups: number;
}

export interface ShaderQuestion {
  readonly answerWords: number;
  /** Run in order on one answer, which starts as zeros. */
  readonly steps: readonly QuestionStep[];
  readonly params: readonly number[];
  decode(answer: Uint32Array): void;
}

export interface CopyQuestion {
  readonly answerWords: number;
  readonly copyOf: GPUBuffer;
  decode(answer: Uint32Array): void;
}

export type Question = ShaderQuestion | CopyQuestion;

const aligned = (sizeBytes: number): number => Math.ceil(sizeBytes / OFFSET_ALIGNMENT) * OFFSET_ALIGNMENT;

export async function answerAll(gpu: WebGPUBackend, questions: readonly Question[]): Promise<void> {
  if (questions.length === 0) return;
  const shaderQuestions = questions.filter((question) => 'steps' in question);
  const copyQuestions = questions.filter((question) => 'copyOf' in question);
  const answers = layOut(shaderQuestions.map(({ answerWords }) => answerWords * 4));
  const copies = layOut(copyQuestions.map(({ answerWords }) => answerWords * 4));
  const sizeBytes = answers.sizeBytes + copies.sizeBytes;
  const staging = borrowBuffer(gpu, sizeBytes, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);

  flush(gpu);
  const encoder = gpu.device.createCommandEncoder();
  const borrowed = shaderQuestions.length === 0 ? [] : run(gpu, encoder, shaderQuestions, answers, staging);
  copyQuestions.forEach(({ copyOf, answerWords }, i) => {
    encoder.copyBufferToBuffer(
      copyOf,
      0,
      staging,
      answers.sizeBytes + (copies.offsets[i] as number),
      answerWords * 4,
    );
  });
  gpu.queue.submit([encoder.finish()]);
  for (const buffer of borrowed) gpu.bufferManager.releaseBuffer(buffer);

  const words = await mapped(gpu, staging, sizeBytes);
  for (const [i, question] of shaderQuestions.entries()) {
    decodeAt(question, words, answers.offsets[i] as number);
  }
  for (const [i, question] of copyQuestions.entries()) {
    decodeAt(question, words, answers.sizeBytes + (copies.offsets[i] as number));
  }
}

interface Layout {
  readonly offsets: readonly number[];
  readonly sizeBytes: number;
}

function layOut(sizesBytes: readonly number[]): Layout {
  let end = 0;
  const offsets = sizesBytes.map((sizeBytes) => {
    const offset = end;
    end += aligned(sizeBytes);
    return offset;
  });
  return { offsets, sizeBytes: end };
}

/** Records all dispatches and the copy of their answers; returns the buffers to give back after submitting. */
function run(
  gpu: WebGPUBackend,
  encoder: GPUCommandEncoder,
  questions: readonly ShaderQuestion[],
  answers: Layout,
  staging: GPUBuffer,
): GPUBuffer[] {
  const { device, queue } = gpu;
  const { STORAGE, UNIFORM, COPY_SRC, COPY_DST } = GPUBufferUsage;
  const answerBuffer = borrowBuffer(gpu, answers.sizeBytes, STORAGE | COPY_SRC | COPY_DST);
  const paramsBuffer = borrowBuffer(gpu, questions.length * OFFSET_ALIGNMENT, UNIFORM | COPY_DST);
  const indices = collectIndices(questions);
  const indexBuffer = borrowBuffer(gpu, indices.words.byteLength, STORAGE | COPY_DST);
  const params = new Uint32Array((questions.length * OFFSET_ALIGNMENT) / 4);
  for (const [i, question] of questions.entries()) params.set(question.params, (i * OFFSET_ALIGNMENT) / 4);
  queue.writeBuffer(paramsBuffer, 0, params);
  queue.writeBuffer(indexBuffer, 0, indices.words);

  encoder.clearBuffer(answerBuffer, 0, answers.sizeBytes);
  const pass = encoder.beginComputePass();
  questions.forEach(({ steps, answerWords }, i) => {
    for (const { shader, a, b, workgroups } of steps) {
      encode(pass, device, {
        shader,
        a: { buffer: a },
        b:
          b instanceof Int32Array
            ? { buffer: indexBuffer, offset: indices.offsets.get(b) as number, size: b.byteLength }
            : { buffer: b },
        out: { buffer: answerBuffer, offset: answers.offsets[i] as number, size: answerWords * 4 },
        params: { buffer: paramsBuffer, offset: i * OFFSET_ALIGNMENT, size: PARAMS_SIZE_BYTES },
        workgroups,
      });
    }
  });
  pass.end();
  encoder.copyBufferToBuffer(answerBuffer, 0, staging, 0, answers.sizeBytes);
  return [answerBuffer, paramsBuffer, indexBuffer];
}

function collectIndices(questions: readonly ShaderQuestion[]): {
  words: Int32Array<ArrayBuffer>;
  offsets: Map<Int32Array, number>;
} {
  const lists = questions
    .flatMap(({ steps }) => steps.map(({ b }) => b))
    .filter((b) => b instanceof Int32Array);
  const { offsets, sizeBytes } = layOut(lists.map((list) => list.byteLength));
  const words = new Int32Array(sizeBytes / 4);
  for (const [i, list] of lists.entries()) words.set(list, (offsets[i] as number) / 4);
  return { words, offsets: new Map(lists.map((list, i) => [list, offsets[i] as number])) };
}

async function mapped(gpu: WebGPUBackend, staging: GPUBuffer, sizeBytes: number): Promise<Uint32Array> {
  try {
    await staging.mapAsync(GPUMapMode.READ, 0, sizeBytes);
  } catch (error) {
    throw new LabError('device-lost', `The GPU went away while its answers were read (${String(error)}).`);
  }
  const words = new Uint32Array(staging.getMappedRange(0, sizeBytes).slice(0));
  staging.unmap();
  gpu.bufferManager.releaseBuffer(staging);
  return words;
}

function decodeAt(question: Question, words: Uint32Array, offsetBytes: number): void {
  question.decode(words.subarray(offsetBytes / 4, offsetBytes / 4 + question.answerWords));
}
