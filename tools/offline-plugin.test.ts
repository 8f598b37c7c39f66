/** What is kept for use without a network: all that the page asks for, and no more. */
import { expect, test } from 'vitest';
import { offlineFiles } from './offline-plugin.mjs';

test('the page with its first model at once, another model when it is chosen, the rest never', () => {
  const files = offlineFiles(
    [
      'models/resnet20/weights.bin',
      'index.html',
      'sw.js',
      '_headers',
      '.vite/manifest.json',
      'assets/index-A1.js',
      'assets/tfjs-backend-wasm-simd-B2.wasm',
      'assets/tfjs-backend-wasm-threaded-simd-B2.wasm',
      'models/index.json',
      'models/lenet5/weights.bin',
      'models/lenet5/card.md',
      'models/resnet20/picture.png',
    ],
    (name) => `hash of ${name}`,
  );
  expect(files.page.map((file) => file.path)).toEqual([
    'assets/index-A1.js',
    'assets/tfjs-backend-wasm-simd-B2.wasm',
    'index.html',
    'models/index.json',
    'models/lenet5/weights.bin',
    'models/resnet20/picture.png',
  ]);
  expect(files.models).toEqual({
    resnet20: [{ path: 'models/resnet20/weights.bin', hash: 'hash of models/resnet20/weights.bin' }],
  });
});
