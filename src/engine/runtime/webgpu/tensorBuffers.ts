/**
 * The GPU buffers behind tensors of the WebGPU back end, and the order of commands: TensorFlow.js records kernels and
 * submits them in batches, so its queue is flushed before commands of our own are submitted.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend, engine, getBackend, type Tensor } from '@tensorflow/tfjs-core';
import { LabError } from '../../labError.ts';

/** The back end in use, which must be `webgpu` and ready. */
export function webgpuBackend(): WebGPUBackend {
  if (getBackend() !== 'webgpu') {
    throw new LabError(
      'backend-unavailable',
      `The WebGPU device needs the back end "webgpu"; "${getBackend()}" is set.`,
    );
  }
  return backend() as WebGPUBackend;
}

/** The buffer of a tensor, uploaded if it was still on the host. At least as long as the tensor; null if it is empty. */
export function bufferOf(gpu: WebGPUBackend, x: Tensor): GPUBuffer | null {
  if (x.size === 0) return null;
  gpu.uploadToGPU(x.dataId);
  return gpu.tensorMap.get(x.dataId).resource as GPUBuffer;
}

/** A new tensor with a buffer of its own, its words undefined until written. Tracked like the result of an operation. */
export function emptyTensor(gpu: WebGPUBackend, shape: readonly number[], dtype: Tensor['dtype']): Tensor {
  const info = gpu.makeTensorInfo([...shape], dtype);
  gpu.uploadToGPU(info.dataId);
  return engine().makeTensorFromTensorInfo(info);
}

/** Submits what TensorFlow.js has recorded so far. */
export function flush(gpu: WebGPUBackend): void {
  gpu.ensureCommandEncoderReady();
  gpu.endComputePassEncoder();
  gpu.submitQueue();
}

/**
 * A buffer for a short use, from the back end's pool. Sizes are powers of two so that few different ones exist. Give it
 * back with `gpu.bufferManager.releaseBuffer` as soon as the commands that use it are submitted (mapped ones: unmapped).
 */
export function borrowBuffer(gpu: WebGPUBackend, sizeBytes: number, usage: GPUBufferUsageFlags): GPUBuffer {
  return gpu.bufferManager.acquireBuffer(2 ** Math.ceil(Math.log2(Math.max(sizeBytes, 256))), usage);
}
