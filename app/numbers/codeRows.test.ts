/** Pages of the code table. */
import { expect, it } from 'vitest';
import { float8e4m3 } from '#engine/formats/float8e4m3.ts';
import { float32 } from '#engine/formats/float32.ts';
import { codeRows, pageOf, turnPage } from './codeRows.ts';
import { readNumberSystem } from './numberSystem.ts';

it('lists small formats whole', () => {
  const rows = codeRows(float8e4m3, 0);
  expect(rows).toHaveLength(256);
  expect(rows[0x7f]).toMatchObject({ word: 0x7f, value: Number.NaN });
  expect(rows.every(({ reachable }) => reachable)).toBe(true);
});

it('marks words that only a fault leads to', () => {
  const { formats } = readNumberSystem('quantized_bits(3,0,1,alpha=1)').fit(
    { values: Float32Array.of(1), shape: [1] },
    null,
  );
  const rows = codeRows(formats[0] as NonNullable<(typeof formats)[0]>, 0);
  expect(rows.filter(({ reachable }) => !reachable).map(({ word, value }) => [word, value])).toEqual([
    [0b100, -1],
  ]);
});

it('turns pages of large formats to their ends and no further', () => {
  expect(pageOf(0x3dcccccd, 32)).toBe(0x3dcccccd - (0x3dcccccd % 64));
  expect(codeRows(float32, pageOf(0xffffffff, 32)).at(-1)?.word).toBe(0xffffffff);
  expect(turnPage(0, 32, -1)).toBe(0);
  expect(turnPage(2 ** 32 - 64, 32, 1)).toBe(2 ** 32 - 64);
  expect(turnPage(64, 32, 1)).toBe(128);
});
