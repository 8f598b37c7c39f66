import { expect, it } from 'vitest';
import { cacheKey, fileOfUrl } from './offlineFiles.ts';

const SCOPE = 'https://host.example/labs/bitflip/';
const file = (path: string) => ({ path, hash: 'abc' });
const byPath = new Map(
  ['index.html', 'assets/a-1.js', 'models/x y/model.json'].map((path) => [path, file(path)]),
);

it.each([
  ['', 'index.html'],
  ['?backend=wasm', 'index.html'],
  ['index.html', 'index.html'],
  ['#/lab?m=x', 'index.html'],
  ['assets/a-1.js', 'assets/a-1.js'],
  ['models/x%20y/model.json', 'models/x y/model.json'],
  ['models/%zz', undefined],
  ['assets/other.js', undefined],
])('%s under a sub-path is %s', (rest, path) => {
  expect(fileOfUrl(`${SCOPE}${rest}`, SCOPE, byPath)?.path).toBe(path);
});

it('leaves what is outside the folder of the page alone', () => {
  expect(fileOfUrl('https://host.example/labs/', SCOPE, byPath)).toBeUndefined();
  expect(fileOfUrl('https://elsewhere.example/labs/bitflip/index.html', SCOPE, byPath)).toBeUndefined();
});

it('keeps two versions of one file apart', () => {
  expect(cacheKey({ path: 'a.js', hash: '1' }, SCOPE)).toBe(`${SCOPE}a.js?v=1`);
  expect(cacheKey({ path: 'a.js', hash: '2' }, SCOPE)).not.toBe(cacheKey({ path: 'a.js', hash: '1' }, SCOPE));
});
