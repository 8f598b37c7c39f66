import { strToU8 } from 'fflate';
import { expect, it } from 'vitest';
import { crc32 } from './crc32.ts';

// The check value of the CRC catalogue, and what Python's zlib.crc32 gives.
it.each([
  ['', 0],
  ['a', 0xe8b7be43],
  ['abc', 0x352441c2],
  ['123456789', 0xcbf43926],
  ['The quick brown fox jumps over the lazy dog', 0x414fa339],
])('of "%s"', (text, wanted) => {
  expect(crc32(strToU8(text))).toBe(wanted);
});
