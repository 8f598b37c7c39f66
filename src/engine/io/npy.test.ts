import { describe, expect, test } from 'vitest';
import { readNpy, writeNpy } from './npy.ts';

/** Written by NumPy 2 (`numpy.lib.format.write_array`), base64. */
const BY_NUMPY = {
  float32:
    'k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAMA/AAAAwAAAgH/NzMw9AAAAgAIAAAA=',
  fortran:
    'k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMyksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAMA/zczMPQAAAMAAAACAAACAfwIAAAA=',
  uint8:
    'k05VTVBZAQB2AHsnZGVzY3InOiAnfHUxJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDEsIDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAQIDBAU=',
  float64:
    'k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAqamZmZmZm5PwAAAAAAAABA',
  float16:
    'k05VTVBZAQB2AHsnZGVzY3InOiAnPGYyJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDQsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIApmLv97AQAAfA==',
  int64:
    'k05VTVBZAQB2AHsnZGVzY3InOiAnPGk4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAr9/////////wcAAAAAAAAA',
  version2:
    'k05VTVBZAgB0AAAAeydkZXNjcic6ICc8ZjQnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMSwpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAIA/',
  complex:
    'k05VTVBZAQB2AHsnZGVzY3InOiAnPGMxNicsICdmb3J0cmFuX29yZGVyJzogRmFsc2UsICdzaGFwZSc6ICgxLCksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAAAAAAAAAAAAPA/',
};
const bytes = (name: keyof typeof BY_NUMPY): Uint8Array =>
  new Uint8Array(Buffer.from(BY_NUMPY[name], 'base64'));
const words = (...values: number[]): number[] => [...new Uint32Array(Float32Array.of(...values).buffer)];
const matrix = words(1.5, -2, Number.POSITIVE_INFINITY, 0.1, -0, 3e-45);

describe('.npy files written by NumPy', () => {
  test.each([
    ['float32', [2, 3], matrix],
    ['fortran', [2, 3], matrix],
    ['uint8', [1, 2, 3], words(0, 1, 2, 3, 4, 5)],
    ['float64', [2], words(0.1, 2)],
    ['float16', [4], words(0.0999755859375, 65504, 2 ** -24, Number.POSITIVE_INFINITY)],
    ['int64', [2], words(-3, 7)],
    ['version2', [1], words(1)],
  ] as const)('%s', (name, shape, expected) => {
    const read = readNpy(bytes(name));
    expect(read.shape).toEqual(shape);
    expect([...new Uint32Array(read.values.buffer)]).toEqual(expected);
  });

  test('what is written equals what NumPy writes, byte for byte', () => {
    const { shape, values } = readNpy(bytes('float32'));
    expect([...writeNpy(shape, values)]).toEqual([...bytes('float32')]);
  });

  test('words survive a round trip, NaN payloads included', () => {
    const values = new Float32Array(Uint32Array.of(0x7f800001, 0xffc12345, 0x80000000).buffer);
    const back = readNpy(writeNpy([3], values));
    expect(back.shape).toEqual([3]);
    expect([...new Uint32Array(back.values.buffer)]).toEqual([0x7f800001, 0xffc12345, 0x80000000]);
  });

  test('broken files are named as such', () => {
    expect(() => readNpy(new Uint8Array(20))).toThrow('not a .npy file');
    expect(() => readNpy(bytes('float32').slice(0, -4))).toThrow('shape [2,3] (24 bytes) but holds 20');
    expect(() => readNpy(bytes('complex'))).toThrow('"<c16"');
  });
});
