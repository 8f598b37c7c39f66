/**
 * Questions about tensors, answered on the GPU into one buffer and read back once. Partials come back as integers and
 * are merged in double precision. Buffers are taken from the tensors when asked, so a question holds no tensor.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Tensor } from '@tensorflow/tfjs-core';
import { LabError } from '../../labError.ts';
import type {
  Observation,
  Probe,
  RangeReading,
  Readings,
  ThumbnailPlan,
  ThumbnailReading,
} from '../device.ts';
import { gatherShader } from './gatherShader.ts';
import { mergeObservation, OBSERVATION_WORDS, observationShader } from './observationShader.ts';
import { mergeRange, RANGE_WORDS, rangeShader } from './rangeShader.ts';
import { answerAll, type Question } from './readBack.ts';
import { workgroupsFor } from './shader.ts';
import { bufferOf, webgpuBackend } from './tensorBuffers.ts';
import {
  cellCount,
  cellShader,
  channelChoiceShader,
  channelCountShader,
  thumbnailOf,
  thumbnailParams,
  thumbnailWords,
} from './thumbnailShaders.ts';

/** Elements a thread takes at least, and workgroups at most: enough to fill a GPU, few partials to read back. */
const ELEMENTS_PER_THREAD = 8;
const MOST_WORKGROUPS = 128;

export class WebgpuProbe implements Probe {
  readonly #gpu: WebGPUBackend = webgpuBackend();
  readonly #questions: Question[] = [];
  readonly #ranges = new Map<string, RangeReading>();
  readonly #observations = new Map<string, Observation>();
  readonly #thumbnails = new Map<string, ThumbnailReading>();
  readonly #words = new Map<string, Uint32Array>();

  range(key: string, x: Tensor): void {
    const buffer = bufferOf(this.#gpu, x);
    if (buffer === null) {
      this.#ranges.set(key, mergeRange(new Uint32Array(0)));
      return;
    }
    const workgroups = workgroupsFor(rangeShader, x.size, ELEMENTS_PER_THREAD, MOST_WORKGROUPS);
    this.#questions.push({
      answerWords: workgroups * RANGE_WORDS,
      steps: [{ shader: rangeShader, a: buffer, b: buffer, workgroups }],
      params: [x.size],
      decode: (answer) => this.#ranges.set(key, mergeRange(answer)),
    });
  }

  observe(key: string, golden: Tensor, faulty: Tensor): void {
    const { size } = golden;
    const [a, b] = this.#pair(golden, faulty);
    if (a === null || b === null) {
      this.#observations.set(key, mergeObservation(0, new Uint32Array(0)));
      return;
    }
    const workgroups = workgroupsFor(observationShader, size, ELEMENTS_PER_THREAD, MOST_WORKGROUPS);
    this.#questions.push({
      answerWords: workgroups * OBSERVATION_WORDS,
      steps: [{ shader: observationShader, a, b, workgroups }],
      params: [size],
      decode: (answer) => this.#observations.set(key, mergeObservation(size, answer)),
    });
  }

  thumbnail(key: string, golden: Tensor, faulty: Tensor, plan: ThumbnailPlan): void {
    const [a, b] = this.#pair(golden, faulty);
    if (a === null || b === null)
      throw new LabError('bad-argument', `There is nothing to picture in the empty tensor "${key}".`, {
        key,
      });
    const elements = Math.min(golden.size / (golden.shape[0] ?? 1), plan.height * plan.width * plan.channels);
    this.#questions.push({
      answerWords: thumbnailWords(plan),
      steps: [
        { shader: channelCountShader, a, b, workgroups: workgroupsFor(channelCountShader, elements) },
        { shader: channelChoiceShader, a, b, workgroups: 1 },
        { shader: cellShader, a, b, workgroups: workgroupsFor(cellShader, cellCount(plan), 1, 65_535) },
      ],
      params: thumbnailParams(plan, elements),
      decode: (answer) => this.#thumbnails.set(key, thumbnailOf(plan, answer)),
    });
  }

  gather(key: string, x: Tensor, indices: Int32Array): void {
    const buffer = bufferOf(this.#gpu, x);
    if (buffer === null || indices.length === 0) {
      this.#words.set(key, new Uint32Array(indices.length));
      return;
    }
    this.#questions.push({
      answerWords: indices.length,
      steps: [
        {
          shader: gatherShader,
          a: buffer,
          b: indices.slice(),
          workgroups: workgroupsFor(gatherShader, indices.length, 1, 65_535),
        },
      ],
      params: [indices.length, x.size],
      decode: (answer) => this.#words.set(key, answer.slice()),
    });
  }

  whole(key: string, x: Tensor): void {
    const buffer = bufferOf(this.#gpu, x);
    if (buffer === null) {
      this.#words.set(key, new Uint32Array(0));
      return;
    }
    this.#questions.push({
      answerWords: x.size,
      copyOf: buffer,
      decode: (answer) => this.#words.set(key, answer.slice()),
    });
  }

  async read(): Promise<Readings> {
    const questions = this.#questions.splice(0);
    await answerAll(this.#gpu, questions);
    return {
      ranges: this.#ranges,
      observations: this.#observations,
      thumbnails: this.#thumbnails,
      words: this.#words,
    };
  }

  #pair(golden: Tensor, faulty: Tensor): [GPUBuffer | null, GPUBuffer | null] {
    if (golden.size !== faulty.size) {
      throw new LabError(
        'bad-argument',
        `Golden and faulty tensors differ in size: ${golden.size} and ${faulty.size} elements.`,
        {
          golden: golden.size,
          faulty: faulty.size,
        },
      );
    }
    return [bufferOf(this.#gpu, golden), bufferOf(this.#gpu, faulty)];
  }
}
