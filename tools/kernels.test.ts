import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SPARSE_BYTES, sparseBytes } from './kernels.mjs';

it('has compiled the kernels as they are now', async () => {
  expect(readFileSync(SPARSE_BYTES, 'utf8')).toBe(await sparseBytes());
});
