/**
 * The lab's kernels on WebGPU: exact copies buffer to buffer, patches by a compute shader on integers. No word becomes
 * a float on the way, so NaN payloads, signalling NaNs and subnormals survive (DESIGN 4.3).
 */
import { type Tensor, util } from '@tensorflow/tfjs-core';
import { LabError } from '../../labError.ts';
import type { Patch } from '../../words/patch.ts';
import type { Device } from '../device.ts';
import { patchShader } from './patchShader.ts';
import { WebgpuProbe } from './probe.ts';
import { encode, PARAMS_SIZE_BYTES, workgroupsFor } from './shader.ts';
import { borrowBuffer, bufferOf, emptyTensor, flush, webgpuBackend } from './tensorBuffers.ts';

const WORDS_PER_SITE = 3;

/** The device of the current back end, which must be `webgpu`, set and ready. */
export function createWebgpuDevice(): Device {
  webgpuBackend();
  return {
    name: 'webgpu',
    patch,
    allFinite: () => null,
    words,
    view: () => null,
    upload,
    probe: () => new WebgpuProbe(),
  };
}

function patch(x: Tensor, sites: Patch): Tensor {
  const triples = siteTriples(sites, x.size);
  const gpu = webgpuBackend();
  const source = bufferOf(gpu, x);
  const out = emptyTensor(gpu, x.shape, x.dtype);
  const target = bufferOf(gpu, out);
  if (source === null || target === null) return out;
  flush(gpu);
  const { device, queue, bufferManager } = gpu;
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(source, 0, target, 0, x.size * 4);
  const count = sites.indices.length;
  if (count === 0) {
    queue.submit([encoder.finish()]);
    return out;
  }
  const siteBuffer = borrowBuffer(gpu, triples.byteLength, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST);
  const params = borrowBuffer(gpu, PARAMS_SIZE_BYTES, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
  queue.writeBuffer(siteBuffer, 0, triples);
  queue.writeBuffer(params, 0, Uint32Array.of(count));
  const pass = encoder.beginComputePass();
  encode(pass, device, {
    shader: patchShader,
    a: { buffer: siteBuffer },
    b: { buffer: siteBuffer },
    out: { buffer: target },
    params: { buffer: params, size: PARAMS_SIZE_BYTES },
    workgroups: workgroupsFor(patchShader, count),
  });
  pass.end();
  queue.submit([encoder.finish()]);
  bufferManager.releaseBuffer(siteBuffer);
  bufferManager.releaseBuffer(params);
  return out;
}

function siteTriples({ indices, and, xor }: Patch, size: number): Uint32Array<ArrayBuffer> {
  const triples = new Uint32Array(indices.length * WORDS_PER_SITE);
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i] as number;
    if (index < 0 || index >= size) {
      throw new LabError(
        'bad-argument',
        `A patch names element ${index} of a tensor with ${size} elements.`,
        { index, size },
      );
    }
    triples[WORDS_PER_SITE * i] = index;
    triples[WORDS_PER_SITE * i + 1] = and[i] as number;
    triples[WORDS_PER_SITE * i + 2] = xor[i] as number;
  }
  return triples;
}

async function words(x: Tensor): Promise<Uint32Array> {
  const probe = new WebgpuProbe();
  probe.whole('x', x);
  return (await probe.read()).words.get('x') as Uint32Array;
}

function upload(values: Uint32Array, shape: readonly number[]): Tensor {
  if (util.sizeFromShape([...shape]) !== values.length) {
    throw new LabError('bad-argument', `Shape [${shape.join(', ')}] does not hold ${values.length} words.`, {
      words: values.length,
    });
  }
  const gpu = webgpuBackend();
  const x = emptyTensor(gpu, shape, 'float32');
  const buffer = bufferOf(gpu, x);
  if (buffer === null) return x;
  // Commands recorded earlier may still use the buffer, which comes from a pool.
  flush(gpu);
  gpu.queue.writeBuffer(buffer, 0, values.slice());
  return x;
}
