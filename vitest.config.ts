/** Unit tests: beside the code they test. The wide sweeps have a configuration of their own. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'app/**/*.test.{ts,tsx}', 'tools/**/*.test.ts'],
    exclude: ['**/*.sweep.test.ts', 'node_modules/**'],
    environment: 'node',
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
