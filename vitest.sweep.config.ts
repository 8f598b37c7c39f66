/** The wide sweeps of `npm run test:full`: minutes, not seconds. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.sweep.test.ts', 'app/**/*.sweep.test.ts'],
    environment: 'node',
    testTimeout: 1_800_000,
    maxWorkers: 2,
  },
});
