/** Scene to address and back; links nobody wrote on purpose. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOTEBOOK_STEPS } from './notebookSteps.ts';
import { printNumbersAddress, readNumbersAddress } from './numbersAddress.ts';
import { FIRST_NUMBERS } from './numbersScene.ts';
import { PRESETS } from './presetList.ts';

describe('every example and every step of the notebook', () => {
  it.each([
    ...PRESETS.map(({ label, scene }) => ({ name: label, scene })),
    ...NOTEBOOK_STEPS.map(({ title, scene }) => ({ name: title, scene })),
  ])('is a link: $name', ({ scene }) => {
    const read = readNumbersAddress(printNumbersAddress(scene));
    expect(read).toEqual({ scene, problems: [] });
  });
});

it('leads back to any scene', () => {
  const value = fc.oneof(fc.double(), fc.constantFrom(-0, Number.NaN, Number.NEGATIVE_INFINITY));
  const scenes = fc.record({
    system: fc.constantFrom(
      'float16',
      'int8(range=mse)',
      'uint8(0.5,3)',
      "quantized_bits(4,1,alpha='auto')",
      'binary(alpha=1)',
    ),
    values: fc.array(value, { minLength: 1, maxLength: 20 }),
    bits: fc.array(fc.record({ element: fc.nat(19), bit: fc.nat(31) }), { maxLength: 4 }),
    seed: fc.option(fc.nat(2 ** 32 - 1)),
  });
  fc.assert(
    fc.property(scenes, ({ system, values, bits, seed }) => {
      const scene = {
        ...FIRST_NUMBERS,
        system,
        values,
        shape: [values.length],
        faults: { kind: 'bits', bits },
        seed,
      } as const;
      expect(readNumbersAddress(printNumbersAddress(scene)).scene).toEqual(scene);
    }),
  );
});

it.each([
  ['q=quantized_bits(99)', /bits: got 99/],
  ['q=float7', /"float7" is not known here/],
  ['v=1,2,x', /item 3 is "x"/],
  ['v=1,2,3&s=2,2', /4 elements, the tensor 3/],
  ['x=1&e=1', /elements 0 to 0/],
  ['f=v1:2', /Faults are written/],
  ['a=cubic', /linear, log/],
])('%s is named and left out', (fields, problem) => {
  const { scene, problems } = readNumbersAddress(`#/numbers?${fields}`);
  expect(problems).toEqual([expect.stringMatching(problem)]);
  expect(scene.system).toBe(FIRST_NUMBERS.system);
});

it('never throws', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.constantFrom('q', 'x', 'v', 's', 'e', 'f', 'seed', 'a', 'b', 'c'),
      (text, key) => {
        const { scene } = readNumbersAddress(`#/numbers?${key}=${text}`);
        expect(scene.element).toBeLessThan(scene.values.length);
      },
    ),
    { numRuns: 500 },
  );
});
