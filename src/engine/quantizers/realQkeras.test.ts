/**
 * Against real QKeras, thousands of (expression, tensor) pairs; the fixtures say which versions and how they
 * were made.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync, strFromU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { LabError } from '../labError.ts';
import type { FloatTensor, Quantizer } from './quantizer.ts';
import { quantizerOf } from './quantizerOf.ts';
import { quantizeTensor } from './quantizeTensor.ts';

interface Fixture {
  readonly about: string;
  readonly tensors: readonly {
    readonly about: string;
    readonly shape: readonly number[];
    readonly x: string;
  }[];
  readonly ranked: readonly string[];
  readonly cases: readonly { readonly expr: string; readonly y: string; readonly scale: string | null }[];
  readonly errors: readonly { readonly expr: string; readonly error: string | null }[];
}

const FIXTURES = ['qkeras-0.9.0.json.gz', 'qkeras-v3-1.2.1.json.gz'].map((name) => {
  const file = new URL(`../fixtures/${name}`, import.meta.url);
  return [name, JSON.parse(strFromU8(gunzipSync(readFileSync(file)))) as Fixture] as const;
});

function floats(base64: string): Float32Array {
  return new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer);
}

/**
 * Distance in float32 ulp of the larger number in the sum: outputs are x + (q - x), so the rounding of x
 * stays in them. Zeros of different sign are infinitely far apart.
 */
function ulpsApart(ours: number, theirs: number, beside: number): number {
  if (ours === theirs) return Object.is(ours, theirs) ? 0 : Number.POSITIVE_INFINITY;
  const size = Math.max(Math.abs(ours), Math.abs(theirs), Math.abs(beside));
  return Math.abs(ours - theirs) / 2 ** (Math.floor(Math.log2(size)) - 23);
}

/**
 * What TensorFlow computes its own way: the order of sums in means, and logarithms that are not correctly
 * rounded (curves.ts). Everything else must be equal, sign of zero included.
 */
const TOLERATED: readonly (readonly [RegExp, number])[] = [
  [/^(binary|ternary|stochastic_\w+)\(.*alpha='auto'/, 3],
  [/^quantized_ulaw/, 2],
];

/**
 * What is rounded to a code, where TensorFlow's log, tanh or sigmoid is some ulp off and may decide a tie
 * otherwise.
 */
function roundedQuantity(expr: string, x: number): number {
  const bits = Number(/\d+/.exec(expr)?.[0]);
  if (/quadratic/.test(expr)) return Math.log2(Math.abs(x)) / 2;
  if (/po2/.test(expr)) return Math.log2(Math.abs(x));
  if (/use_real_tanh/.test(expr)) return Math.tanh(x) * 2 ** (bits - 1);
  if (/use_real_sigmoid/.test(expr)) return 2 ** bits / (1 + Math.exp(-x));
  return Number.NaN;
}

function isTie(quantity: number): boolean {
  const fraction = Math.abs(quantity - Math.floor(quantity) - 0.5);
  return fraction <= 2 * 2 ** -23 * Math.max(1, Math.abs(quantity));
}

/** Of some 600 elements a case; several hundred of them are ties of one grid or another by intention. */
const MOST_TIES = 4;

describe.each(FIXTURES)('%s', (name, { tensors, ranked, cases, errors }) => {
  const given = tensors.map(({ about, shape, x }) => ({ about, shape, values: floats(x) }));

  it.each(cases)('$expr', ({ expr, y, scale }) => {
    const chosen = ranked.includes(expr)
      ? given.filter(({ shape }) => shape.length > 1 && (shape[0] as number) % 2 === 0)
      : given;
    const [outputs, scales] = [floats(y), scale === null ? null : floats(scale)];
    const allowed = TOLERATED.find(([pattern]) => pattern.test(expr))?.[1] ?? 0;
    const wrong: unknown[] = [];
    let ties = 0;
    let at = 0;
    for (const { about, shape, values } of chosen) {
      const tensor: FloatTensor = { shape, values };
      const fitted = (quantizerOf(expr) as Quantizer).fit(tensor);
      const quantized = quantizeTensor(fitted, tensor);
      for (let i = 0; i < values.length; i++, at++) {
        // A scale that is zero may be -0 upstream.
        const ours = [quantized.outputs[i] as number, 0 + (fitted.scale[fitted.groups.of(i)] as number)];
        const theirs = [outputs[at] as number, 0 + (scales?.[at] ?? (ours[1] as number))];
        const apart = ours.map((value, k) =>
          ulpsApart(value, theirs[k] as number, k === 0 ? (values[i] as number) : 0),
        );
        if (Math.max(...apart) <= allowed) continue;
        if (isTie(roundedQuantity(expr, values[i] as number))) ties++;
        else wrong.push({ about, x: values[i], ours, theirs });
      }
    }
    expect(at).toBe(outputs.length);
    expect(wrong.slice(0, 4)).toEqual([]);
    expect(ties).toBeLessThanOrEqual(MOST_TIES);
  });

  it.each(errors.filter(({ error }) => error !== null))(
    '$expr is refused, as QKeras raises $error',
    ({ expr }) => {
      const attempt = (): unknown => (quantizerOf(expr) as Quantizer).fit(given[0] as FloatTensor);
      expect(attempt).toThrow(LabError);
      expect(attempt).toThrow(new RegExp(expr.split('(')[0] as string));
    },
  );

  it('is large enough to mean something', () => {
    expect(name.includes('v3') || cases.length > 100).toBe(true);
  });
});
