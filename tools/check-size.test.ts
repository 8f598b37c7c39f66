/** Which scripts count as initial. */
import { expect, test } from 'vitest';
import { initialScripts } from './check-size.mjs';

const manifest = {
  'index.html': { file: 'assets/index-1.js', imports: ['_shared.js'], dynamicImports: ['lazy.ts'] },
  '_shared.js': { file: 'assets/shared-2.js', imports: ['_deep.js'] },
  '_deep.js': { file: 'assets/deep-3.js', imports: ['_shared.js'] },
  'lazy.ts': { file: 'assets/lazy-4.js' },
};

test.each([
  [
    '<script type="module" crossorigin src="./assets/index-1.js"></script>',
    ['assets/index-1.js', 'assets/shared-2.js', 'assets/deep-3.js'],
  ],
  [
    '<script type="module" src="/assets/lazy-4.js"></script><link rel="modulepreload" href="./assets/deep-3.js">',
    ['assets/lazy-4.js', 'assets/deep-3.js', 'assets/shared-2.js'],
  ],
  ['<link rel="stylesheet" href="./assets/index-1.css">', []],
])('%s', (html, scripts) => {
  expect(initialScripts(html, manifest)).toEqual(scripts);
});
