/**
 * Brings the WebGPU back end up: package, flags, strict kernels, device. A chunk of its own, so that nobody downloads
 * the back end who does not use it.
 */
import '@tensorflow/tfjs-backend-webgpu';
import type { Device } from '../device.ts';
import { createWebgpuDevice } from './device.ts';
import { pinWebgpuFlags } from './flags.ts';

/** `activate` makes `webgpu` the back end in use, or throws; it is called when the flags are pinned. */
export async function startWebgpuDevice(activate: () => Promise<void>): Promise<Device> {
  pinWebgpuFlags();
  await activate();
  return createWebgpuDevice();
}
