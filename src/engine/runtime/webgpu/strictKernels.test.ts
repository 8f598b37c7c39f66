import '@tensorflow/tfjs-backend-webgpu';
import { env, getKernel } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { PINNED_FLAGS, pinWebgpuFlags } from './flags.ts';
import { fastWebgpuKernel, installStrictWebgpuKernels, STRICT_KERNELS } from './strictKernels.ts';

/** No device here: that the kernels compute is shown by tools/webgpu and in the browser. */
it('wraps every kernel once', () => {
  const before = STRICT_KERNELS.map((name) => getKernel(name, 'webgpu'));
  installStrictWebgpuKernels();
  installStrictWebgpuKernels();
  expect(STRICT_KERNELS.map(fastWebgpuKernel)).toEqual(before);
  for (const name of STRICT_KERNELS) {
    expect(getKernel(name, 'webgpu').kernelFunc).not.toBe(fastWebgpuKernel(name)?.kernelFunc);
  }
});

it('pins flags that TensorFlow.js knows', () => {
  pinWebgpuFlags();
  for (const [name, value] of Object.entries(PINNED_FLAGS)) expect(env().get(name)).toBe(value);
});
