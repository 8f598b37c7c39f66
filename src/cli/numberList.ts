/** A tensor as it is typed: `--values`, a JSON list of numbers in row-major order, and `--shape`, `2,2,3`. */
import { LabError } from '#engine/labError.ts';
import type { FloatTensor } from '#engine/quantizers/quantizer.ts';

/** Infinities are written as this program writes them. */
const SPECIAL: ReadonlyMap<unknown, number> = new Map([
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

/** `shape` undefined: one axis. The numbers are rounded to float32. Throws LabError `bad-argument`. */
export function readTensor(values: string, shape: string | undefined): FloatTensor {
  const numbers = readNumbers(values);
  return {
    values: numbers,
    shape: shape === undefined ? [numbers.length] : readShape(shape, numbers.length),
  };
}

function readNumbers(text: string): Float32Array {
  const items = parsed(text);
  if (!Array.isArray(items)) throw refusal('values', `got ${excerpt(text)}`, text);
  if (items.length === 0) throw refusal('values', 'got an empty list', text);
  return Float32Array.from(items, (item: unknown, i) => {
    const number = typeof item === 'number' ? item : SPECIAL.get(item);
    if (number !== undefined) return number;
    const got = `item ${i} is ${excerpt(JSON.stringify(item))}`;
    throw refusal('values', item === 'NaN' ? `${got}, and NaN has no code` : got, text);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal('values', `got ${excerpt(text)}, which is not JSON`, text);
  }
}

function readShape(text: string, count: number): readonly number[] {
  if (!/^[1-9]\d*(,[1-9]\d*)*$/.test(text)) throw refusal('shape', `got ${excerpt(text)}`, text);
  const shape = text.split(',').map(Number);
  const size = shape.reduce((product, length) => product * length, 1);
  if (size === count) return shape;
  throw refusal('shape', `${text} has ${size} elements, but --values has ${count}`, text);
}

const WANTED = {
  values: 'a JSON list of numbers such as \'[0.426,-2.5]\'; infinities are "Infinity" and "-Infinity"',
  shape: 'the lengths of the axes, such as 2,2,3, whose product is the count of the values',
};

function refusal(option: keyof typeof WANTED, problem: string, got: string): LabError {
  return new LabError('bad-argument', `--${option}: ${problem}; wanted ${WANTED[option]}.`, { option, got });
}

function excerpt(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text === '' ? 'nothing' : text;
}
