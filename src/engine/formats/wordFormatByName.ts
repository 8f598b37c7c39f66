/**
 * Every format that a name alone describes, floats and codes: `float8_e4m3`, `fixed(8,5)`, `ufixed(8,8)`,
 * `int8(0.05)`, `uint8(0.05,128)`, `uint8(scale=0.0125,min=-1.6)`. Names are printed as they are read.
 */
import { LabError } from '../labError.ts';
import { codeRange } from './codeFormat.ts';
import { fixedPoint } from './fixedPoint.ts';
import type { WordFormat } from './format.ts';
import { FORMATS } from './formatByName.ts';
import { intAffine } from './intAffine.ts';
import { readStoredCode } from './storedCode.ts';

/** With examples of their arguments, for help and messages. */
export const WORD_FORMAT_EXAMPLES: readonly string[] = [
  ...FORMATS.map(({ name }) => name),
  'fixed(8,5)',
  'ufixed(8,8)',
  'int8(0.05)',
  'uint8(0.05,128)',
  'int4(0.1)',
  'uint8(scale=0.0125,min=-1.6)',
];

/**
 * `fixed(width,fractionBits)`: width 1 to 32, fraction bits -64 to 64. `intN(scale)` and `intN(scale,zero)`:
 * N 2 to 32, scale above 0, zero a code. `uintN(scale=S,min=M)`: N 2 to 16. Throws LabError 'unsupported' for another name, 'bad-argument' for
 * other arguments.
 */
export function wordFormatByName(name: string): WordFormat {
  const float = FORMATS.find((format) => format.name === name);
  if (float !== undefined) return float;
  const stored = readStoredCode(name);
  if (stored !== null) return stored;
  const [, family, bits, list] = /^(u?fixed|u?int(\d+))\(([^()]*)\)$/.exec(name.replace(/\s+/g, '')) ?? [];
  if (family === undefined || list === undefined) throw unknown(name);
  const numbers = list.split(',').map((text) => (text === '' ? Number.NaN : Number(text)));
  const signed = !family.startsWith('u');
  if (bits === undefined) return fixedOf(name, signed, numbers);
  return affineOf(name, signed, Number(bits), numbers);
}

function fixedOf(name: string, signed: boolean, numbers: readonly number[]): WordFormat {
  const [width, fractionBits] = numbers;
  if (numbers.length === 2 && isWhole(width, 1, 32) && isWhole(fractionBits, -64, 64)) {
    return fixedPoint(width, fractionBits, signed);
  }
  throw wrong(
    name,
    `${signed ? '' : 'u'}fixed(width,fractionBits) with a width of 1 to 32 and -64 to 64 fraction bits`,
  );
}

function affineOf(name: string, signed: boolean, width: number, numbers: readonly number[]): WordFormat {
  const [scale, zero = 0] = numbers;
  if (
    isWhole(width, 2, 32) &&
    numbers.length <= 2 &&
    scale !== undefined &&
    scale > 0 &&
    Number.isFinite(scale)
  ) {
    if (isWhole(zero, ...codeRange(width, signed))) return intAffine(width, signed, { scale, zero });
  }
  const [least, most] = codeRange(Math.min(Math.max(width, 2), 32), signed);
  throw wrong(name, `2 to 32 bits, a scale above 0, and if any a zero point of ${least} to ${most}`);
}

function isWhole(value: number | undefined, least: number, most: number): value is number {
  return value !== undefined && Number.isInteger(value) && value >= least && value <= most;
}

function unknown(name: string): LabError {
  const message = `Number format "${name}" is not known here. Use one of: ${WORD_FORMAT_EXAMPLES.join(', ')}.`;
  return new LabError('unsupported', message, { got: name, wanted: WORD_FORMAT_EXAMPLES });
}

function wrong(name: string, wanted: string): LabError {
  return new LabError('bad-argument', `Number format "${name}": wanted ${wanted}.`, { got: name, wanted });
}
