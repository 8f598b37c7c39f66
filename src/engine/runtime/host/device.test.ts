import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TESTED_BACKENDS, useBackend } from '../../testing/backends.ts';

interface Row {
  readonly hex: string;
  readonly pos: number;
  readonly flip_hex: string;
  readonly stuck0: number | string;
  readonly stuck1: number | string;
}

const { ieee754_float32: rows } = JSON.parse(readFileSync('src/engine/fixtures/faults.json', 'utf8')) as {
  ieee754_float32: Row[];
};

for (const backend of TESTED_BACKENDS) {
  test(`published float32 flips by hexadecimal on ${backend}`, async () => {
    const device = await useBackend(backend);
    const words = Uint32Array.from(rows, ({ hex }) => Number.parseInt(hex, 16));
    const indices = Int32Array.from(rows, (_, i) => i);
    const xor = Int32Array.from(rows, ({ pos }) => 1 << pos);
    const x = device.upload(words, [rows.length]);
    const flipped = await device.words(
      device.patch(x, { indices, and: new Int32Array(rows.length).fill(-1), xor }),
    );
    expect(rows.length).toBe(40);
    expect([...flipped]).toEqual(rows.map(({ flip_hex }) => Number.parseInt(flip_hex, 16)));
    const stuck0 = new Float32Array(
      (
        await device.words(
          device.patch(x, { indices, and: xor.map((m) => ~m), xor: new Int32Array(rows.length) }),
        )
      ).buffer,
    );
    expect([...stuck0]).toEqual(rows.map((row) => Number(row.stuck0)));
    const stuck1 = new Float32Array(
      (await device.words(device.patch(x, { indices, and: xor.map((m) => ~m), xor }))).buffer,
    );
    expect([...stuck1]).toEqual(rows.map((row) => Number(row.stuck1)));
    expect([...(await device.words(x))]).toEqual([...words]);
  });

  test(`NaN payloads and signalling NaNs survive upload, patch and gather on ${backend}`, async () => {
    const device = await useBackend(backend);
    const words = Uint32Array.of(
      0x7f800001,
      0xff800001,
      0x7fc12345,
      0xffffffff,
      0x80000000,
      0x00000001,
      0x7f800000,
    );
    const x = device.upload(words, [7]);
    const patched = device.patch(x, {
      indices: Int32Array.of(0, 6),
      and: Int32Array.of(-1, -1),
      xor: Int32Array.of(2, 1),
    });
    const probe = device.probe();
    probe.whole('x', x);
    probe.gather('some', patched, Int32Array.of(6, 0, 3));
    const { words: read } = await probe.read();
    expect([...(read.get('x') as Uint32Array)]).toEqual([...words]);
    expect([...(read.get('some') as Uint32Array)]).toEqual([0x7f800001, 0x7f800003, 0xffffffff]);
    expect(device.allFinite(x)).toBe(false);
    expect(device.allFinite(device.upload(Uint32Array.of(0x7f7fffff, 1), [2]))).toBe(true);
  });

  test(`observations of known words on ${backend}`, async () => {
    const device = await useBackend(backend);
    const f32 = (...values: number[]): Uint32Array => new Uint32Array(Float32Array.of(...values).buffer);
    const golden = device.upload(f32(1, -2, 0, 3.4e38, Number.NaN, 5), [6]);
    const faulty = device.upload(f32(1, -1, 3, -3.4e38, Number.NaN, Number.POSITIVE_INFINITY), [6]);
    const probe = device.probe();
    probe.observe('o', golden, faulty);
    probe.range('r', faulty);
    const { observations, ranges } = await probe.read();
    const huge = 2 * Math.fround(3.4e38);
    expect(observations.get('o')).toEqual({
      size: 6,
      changed: 4,
      maxAbsDiff: huge,
      l2: Math.sqrt(1 + 9 + huge * huge),
      meanRelativeError: (0.5 + 2) / 3,
      nan: 1,
      inf: 1,
    });
    expect(ranges.get('r')).toEqual({ min: -Math.fround(3.4e38), max: 3, nan: 1, inf: 1 });
  });
}
