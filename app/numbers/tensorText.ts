/** A small tensor as it is typed or pasted: numbers apart by commas, blanks or lines, brackets as NumPy prints them. */
import { LabError } from '#engine/labError.ts';
import { MOST_VALUES } from './numbersScene.ts';

const SPECIAL: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
};

/** One number, or NaN, inf, -inf; undefined for anything else. */
export function readNumber(text: string): number | undefined {
  const [, sign = '', rest = ''] = /^\s*([+-]?)(\S+)\s*$/.exec(text) ?? [];
  const special = SPECIAL[rest.toLowerCase()];
  if (special !== undefined) return sign === '-' ? -special : special;
  return /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(rest) ? Number(sign + rest) : undefined;
}

/** Row-major. Throws LabError `bad-argument` that names what is no number. */
export function readValues(text: string): readonly number[] {
  const items = text.split(/[\s,;[\]()]+/).filter((item) => item !== '');
  if (items.length === 0) throw wrong('Tensor: got no numbers, wanted some, such as 0.5, -0.25', text);
  if (items.length > MOST_VALUES) {
    throw wrong(`Tensor: got ${items.length} numbers, wanted at most ${MOST_VALUES}`, text);
  }
  return items.map((item, i) => {
    const value = readNumber(item);
    if (value !== undefined) return value;
    throw wrong(`Tensor: item ${i + 1} is "${item}", wanted a number, NaN, inf or -inf`, item);
  });
}

/** The shape that brackets say, as in [[1,2],[3,4]]; null without nested brackets or where rows differ. */
export function nestedShape(text: string): readonly number[] | null {
  const json = text
    .trim()
    .replace(/\]\s*,?\s*\[/g, '],[')
    .replace(/(\d)\.(?!\d)/g, '$1.0')
    .replace(/(?<=[\d.\w])\s*,?\s+(?=[-+.\w])/g, ',');
  try {
    return shapeOf(JSON.parse(json));
  } catch {
    return null;
  }
}

function shapeOf(value: unknown): readonly number[] {
  if (!Array.isArray(value)) return [];
  const inner = value.map(shapeOf);
  const [first = []] = inner;
  if (inner.some((shape) => shape.join() !== first.join())) throw new Error('ragged');
  return [value.length, ...first];
}

/** `2,2,3`, `2x2x3` or `2 2 3`. */
export function readShape(text: string): readonly number[] {
  const parts = text.split(/[\s,x×]+/).filter((part) => part !== '');
  if (parts.length > 0 && parts.every((part) => /^[1-9]\d{0,5}$/.test(part))) return parts.map(Number);
  throw wrong(`Shape: got "${text}", wanted lengths of axes such as 2,2,3`, text);
}

/** The shape, if it has so many elements. */
export function fullShape(shape: readonly number[], count: number): readonly number[] {
  const size = shape.reduce((product, length) => product * length, 1);
  if (size === count) return shape;
  throw wrong(`Shape: ${shape.join(',')} has ${size} elements, the tensor ${count}`, shape.join(','));
}

/** The shortest decimal that reads back as the same double: 0.1, -0, nan, inf. */
export function printValue(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  return Object.is(value, -0) ? '-0' : String(value);
}

function wrong(message: string, got: string): LabError {
  return new LabError('bad-argument', `${message}.`, { got: got.slice(0, 60) });
}
