import { env, getBackend, matMul, tensor2d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { TESTED_BACKENDS, useBackend } from './backends.ts';

describe.each(TESTED_BACKENDS)('%s', (name) => {
  it('becomes current, multiplies, and runs on one thread', async () => {
    const device = await useBackend(name);
    expect([device.name, getBackend()]).toEqual([name, name]);
    const a = tensor2d([1, 2, 3, 4], [2, 2]);
    const product = matMul(a, a);
    expect([...(await product.data())]).toEqual([7, 10, 15, 22]);
    a.dispose();
    product.dispose();
    if (name === 'wasm') expect(env().get('WASM_HAS_MULTITHREAD_SUPPORT')).toBe(false);
  });
});
