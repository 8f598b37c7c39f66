/**
 * Affine integers whose scale and zero point are given, `int8(0.05,3)`, or fitted to a range: `int8(range=minmax)`,
 * `uint8(range=percentile:99.9)`, `int4(range=mse,axis=channel,symmetric)`, `int8(range=-1.2:1.2)`. Reading and
 * printing are inverse; defaults are left out.
 */
import { wordFormatByName } from '../formats/wordFormatByName.ts';
import { LabError } from '../labError.ts';
import { float32Text } from '../words/float32Text.ts';

export type RangeRule =
  /** Least and greatest value of the data. */
  | { readonly kind: 'minmax' }
  /** So much of the data, in percent, lies below the upper end, and as much above the lower one. */
  | { readonly kind: 'percentile'; readonly percent: number }
  /** The range of the least mean squared error. */
  | { readonly kind: 'mse' }
  | { readonly kind: 'given'; readonly lowest: number; readonly highest: number }
  /** Scale and zero point themselves. */
  | { readonly kind: 'scale'; readonly scale: number; readonly zero: number };

export type Rounding = 'even' | 'away' | 'floor' | 'zero';

export interface AffineSpec {
  readonly width: number;
  readonly signed: boolean;
  readonly range: RangeRule;
  /** One scale for the tensor, or one for each channel. */
  readonly axis: 'tensor' | 'channel';
  /** Zero is code 0, and both sides reach equally far. */
  readonly symmetric: boolean;
  readonly rounding: Rounding;
}

const ROUNDINGS: readonly Rounding[] = ['even', 'away', 'floor', 'zero'];
const WANTED =
  'range=minmax, range=mse, range=percentile:P or range=LOW:HIGH, then if wanted axis=channel, symmetric, rounding=even|away|floor|zero';

/** Null if the text is not of this form. Throws LabError 'bad-argument' for arguments that make no sense. */
export function readAffineSpec(text: string): AffineSpec | null {
  const [, family, bits, list] = /^(u?int)(\d+)\(([^()]*)\)$/.exec(text.replace(/\s+/g, '')) ?? [];
  // A scale with a minimum is a format of its own: formats/storedCode.
  if (family === undefined || list === undefined || list.startsWith('scale=')) return null;
  const width = Number(bits);
  if (!list.includes('=')) return scaleSpec(text, width, family === 'int', list);
  if (width < 2 || width > 24) throw wrong(text, '2 to 24 bits: float32 tells no more apart');
  const given = new Map<string, string>();
  for (const part of list.split(',')) {
    const [name, value = ''] = part.split('=') as [string, string?];
    if (given.has(name)) throw wrong(text, `${name} once`);
    given.set(name, value);
  }
  const spec: AffineSpec = {
    width,
    signed: family === 'int',
    range: readRange(given.get('range') ?? '', text),
    axis: oneOf(given.get('axis') ?? 'tensor', ['tensor', 'channel'], text),
    symmetric: given.has('symmetric'),
    rounding: oneOf(given.get('rounding') ?? 'even', ROUNDINGS, text),
  };
  for (const [name, value] of given) {
    if (!['range', 'axis', 'symmetric', 'rounding'].includes(name) || (name === 'symmetric' && value !== ''))
      throw wrong(text, WANTED);
  }
  if (spec.range.kind === 'given' && spec.axis === 'channel')
    throw wrong(text, 'a range by hand without axis=channel: it is one for the whole tensor');
  return spec;
}

/** `wordFormatByName` judges the arguments. */
function scaleSpec(text: string, width: number, signed: boolean, list: string): AffineSpec {
  wordFormatByName(text);
  const [scale, zero = 0] = list.split(',').map(Number) as [number, number?];
  const range = { kind: 'scale', scale: Math.fround(scale), zero } as const;
  return { width, signed, range, axis: 'tensor', symmetric: false, rounding: 'even' };
}

export function printAffineSpec({ width, signed, range, axis, symmetric, rounding }: AffineSpec): string {
  const parts = [printRange(range)];
  if (axis === 'channel') parts.push('axis=channel');
  if (symmetric) parts.push('symmetric');
  if (rounding !== 'even') parts.push(`rounding=${rounding}`);
  return `${signed ? '' : 'u'}int${width}(${parts.join(',')})`;
}

function readRange(text: string, whole: string): RangeRule {
  if (text === 'minmax' || text === 'mse') return { kind: text };
  const [first = '', second = '', ...more] = text.split(':');
  if (more.length > 0 || first === '' || second === '') throw wrong(whole, WANTED);
  if (first === 'percentile') {
    const percent = Number(second);
    if (!(percent > 50 && percent <= 100)) throw wrong(whole, 'a percentile above 50, up to 100');
    return { kind: 'percentile', percent };
  }
  const [lowest, highest] = [Number(first), Number(second)];
  if (!(Number.isFinite(lowest) && Number.isFinite(highest) && lowest < highest))
    throw wrong(whole, 'a range LOW:HIGH of two numbers, the lower one first');
  return { kind: 'given', lowest, highest };
}

function printRange(range: RangeRule): string {
  switch (range.kind) {
    case 'minmax':
    case 'mse':
      return `range=${range.kind}`;
    case 'percentile':
      return `range=percentile:${range.percent}`;
    case 'given':
      return `range=${printNumber(range.lowest)}:${printNumber(range.highest)}`;
    case 'scale':
      return `${float32Text(range.scale)}${range.zero === 0 ? '' : `,${range.zero}`}`;
  }
}

/** Without the plus sign that links would escape. */
const printNumber = (value: number): string => String(value).replace('e+', 'e');

function oneOf<Name extends string>(text: string, names: readonly Name[], whole: string): Name {
  const name = names.find((candidate) => candidate === text);
  if (name === undefined) throw wrong(whole, names.join(' or '));
  return name;
}

function wrong(text: string, wanted: string): LabError {
  return new LabError('bad-argument', `Storage format "${text}": wanted ${wanted}.`, { got: text, wanted });
}
