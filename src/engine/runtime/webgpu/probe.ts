/**
 * Questions about tensors, answered on the GPU into one buffer and read back once. Partials come back as integers and
 * are merged in double precision. A question holds on to its tensors until its commands are submitted, so that they may
 * be disposed at once; beyond a budget of held bytes it is submitted early and answered with the rest.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { keep, type Tensor } from '@tensorflow/tfjs-core';
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

const MOST_HELD_BYTES = 64 * 2 ** 20;

export class WebgpuProbe implements Probe {
  readonly #gpu: WebGPUBackend = webgpuBackend();
  readonly #questions: Question[] = [];
  /** Second handles on the tensors of `#questions`. */
  readonly #held: Tensor[] = [];
  #heldBytes = 0;
  /** Questions on their way. */
  readonly #sent: Promise<void>[] = [];
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
    this.#ask([x], {
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
    this.#ask([golden, faulty], {
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
    this.#ask([golden, faulty], {
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
    this.#ask([x], {
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
    this.#ask([x], {
      answerWords: x.size,
      copyOf: buffer,
      decode: (answer) => this.#words.set(key, answer.slice()),
    });
  }

  async read(): Promise<Readings> {
    this.#send();
    await Promise.all(this.#sent.splice(0));
    return {
      ranges: this.#ranges,
      observations: this.#observations,
      thumbnails: this.#thumbnails,
      words: this.#words,
    };
  }

  drop(): void {
    this.#questions.length = 0;
    this.#release();
  }

  #ask(tensors: readonly Tensor[], question: Question): void {
    this.#questions.push(question);
    for (const x of tensors) {
      this.#held.push(keep(x.clone()));
      this.#heldBytes += x.size * 4;
    }
    if (this.#heldBytes > MOST_HELD_BYTES) this.#send();
  }

  /** Submits what was asked; from then on the GPU keeps the order, and the tensors may go. */
  #send(): void {
    const answered = answerAll(this.#gpu, this.#questions.splice(0));
    // Whoever reads hears of a failure; a probe that is dropped need not.
    answered.catch(() => undefined);
    this.#sent.push(answered);
    this.#release();
  }

  #release(): void {
    for (const x of this.#held.splice(0)) x.dispose();
    this.#heldBytes = 0;
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
