/** The form of arguments: what it shows, and the expression that it writes. */
import { expect, it } from 'vitest';
import { QUANTIZER_NAMES } from '#engine/quantizers/quantizerOf.ts';
import { argumentsOf, withArgument } from './argumentControls.ts';
import { FAMILY_GROUPS, familyByName } from './families.ts';
import { readLiteralText } from './literalText.ts';
import { readNumberSystem } from './numberSystem.ts';

it('starts every family with a text that reads as it', () => {
  for (const { name, start } of FAMILY_GROUPS.flatMap(({ families }) => families)) {
    expect(readNumberSystem(start).family, start).toBe(name);
  }
});

it('has a form for every quantizer, whose values are those of the expression', () => {
  for (const name of QUANTIZER_NAMES) {
    const start = familyByName(name)?.start ?? '';
    const all = argumentsOf(start, name);
    expect(all.length, name).toBeGreaterThan(0);
    for (const { name: parameter, value } of all) {
      expect(withArgument(start, name, parameter, value)).toBe(readNumberSystem(start).expression);
    }
  }
});

it.each([
  ['quantized_bits(5,1,alpha=1)', 'bits', 6, 'quantized_bits(6,1,alpha=1)'],
  ['quantized_bits(5,1,alpha=1)', 'symmetric', true, 'quantized_bits(5,1,symmetric=True,alpha=1)'],
  ['quantized_bits(5,1,alpha=1)', 'alpha', 'auto_po2', "quantized_bits(5,1,alpha='auto_po2')"],
  ['quantized_bits(5,1,alpha=1)', 'alpha', null, 'quantized_bits(5,1)'],
  ['quantized_relu(4,2)', 'negative_slope', 0.25, 'quantized_relu(4,2,negative_slope=0.25)'],
  ['quantized_po2(4)', 'max_value', 2, 'quantized_po2(4,max_value=2)'],
  ['binary(alpha=1)', 'use_01', true, 'binary(use_01=True,alpha=1)'],
] as const)('%s with %s=%s', (expression, name, value, wanted) => {
  const { family } = readNumberSystem(expression);
  expect(withArgument(expression, family, name, value)).toBe(wanted);
});

it.each([
  ['None', null],
  ['0.5', 0.5],
  ["'auto'", 'auto'],
  ['[1, 2]', [1, 2]],
  ['', undefined],
  ['1,2', undefined],
  ['x', undefined],
])('reads %s as a literal', (text, value) => {
  expect(readLiteralText(text)).toEqual(value);
});
