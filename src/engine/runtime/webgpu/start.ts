/** WebGPU brought up: flags pinned, strict kernels in place, the device that the lab's own kernels run on. */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend } from '@tensorflow/tfjs-core';
import type { Device } from '../device.ts';
import { createWebgpuDevice } from './device.ts';
import { pinWebgpuFlags } from './flags.ts';
import { installStrictWebgpuKernels } from './strictKernels.ts';

/** `activate` makes the back end current; it is registered and its flags are pinned by then. */
export async function startWebgpuDevice(activate: () => Promise<void>): Promise<Device> {
  await import('@tensorflow/tfjs-backend-webgpu');
  pinWebgpuFlags();
  await activate();
  installStrictWebgpuKernels();
  return createWebgpuDevice();
}

/** Resolves, with the browser's reason, when the current GPU device is lost; TensorFlow.js does not watch for it. */
export async function deviceLost(): Promise<string> {
  const { reason, message } = await (backend() as WebGPUBackend).device.lost;
  return message || reason || 'no reason given';
}
