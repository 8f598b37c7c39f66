/** When the installed packages count as those of the lock. */
import { expect, test } from 'vitest';
import { matchesLock } from './install.mjs';

const locked = {
  'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/other-platform': { version: '2.0.0', integrity: 'sha512-p', optional: true },
};
const a = locked['node_modules/a'];

test.each([
  ['all that is needed', { 'node_modules/a': a }, true],
  ['the optional one too', { ...locked }, true],
  ['nothing', {}, false],
  ['another version', { 'node_modules/a': { ...a, version: '1.0.1' } }, false],
  ['other bytes', { 'node_modules/a': { ...a, integrity: 'sha512-b' } }, false],
  ['an optional one of another version', { 'node_modules/a': a, 'node_modules/other-platform': a }, false],
  ['one too many', { 'node_modules/a': a, 'node_modules/b': a }, false],
])('installed: %s', (_name, installed, matches) => {
  expect(matchesLock(locked, installed)).toBe(matches);
});
