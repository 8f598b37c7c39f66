/** Against real QKeras, thousands of (expression, tensor) pairs; the fixtures say which versions and how they were made. */
import { readFileSync } from 'node:fs';
import { gunzipSync, strFromU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { LabError } from '../labError.ts';
import { float32Bits } from '../words/float32.ts';
import { ulpDistance } from '../words/signMagnitude.ts';
import type { FloatTensor, Quantizer } from './quantizer.ts';
import { QUANTIZER_NAMES, quantizerOf } from './quantizerOf.ts';
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

const isKnown = ({ expr }: { readonly expr: string }): boolean =>
  QUANTIZER_NAMES.includes(expr.replace(/\(.*/, ''));

const FIXTURES = ['qkeras-0.9.0.json.gz', 'qkeras-v3-1.2.1.json.gz'].map((name) => {
  const file = new URL(`../fixtures/${name}`, import.meta.url);
  return [name, JSON.parse(strFromU8(gunzipSync(readFileSync(file)))) as Fixture] as const;
});

function floats(base64: string): Float32Array {
  return new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer);
}

const ulps = (a: number, b: number): number =>
  Object.is(a, b) ? 0 : ulpDistance(float32Bits(a), float32Bits(b));

/** Least squares divide means whose order of sums is TensorFlow's own: the scale may be some ulp away, codes not. */
const MEANS = /^(binary|ternary|stochastic_\w+)\(.*alpha='auto'/;
const MOST_ULPS = 3;

/** Within 2 float32 ulp of a tie of log2, where TensorFlow's logarithm, which is not correctly rounded, may decide otherwise. */
function isLogTie(x: number): boolean {
  const log = Math.log2(Math.abs(x));
  return Math.abs(log - Math.floor(log) - 0.5) <= 2 * 2 ** -23 * Math.max(1, Math.abs(log));
}

describe.each(FIXTURES)('%s', (name, { tensors, ranked, cases, errors }) => {
  const given = tensors.map(({ about, shape, x }) => ({ about, shape, values: floats(x) }));

  it.each(cases.filter(isKnown))('$expr', ({ expr, y, scale }) => {
    const chosen = ranked.includes(expr)
      ? given.filter(({ shape }) => shape.length > 1 && (shape[0] as number) % 2 === 0)
      : given;
    const [outputs, scales] = [floats(y), scale === null ? null : floats(scale)];
    const allowed = MEANS.test(expr) ? MOST_ULPS : 0;
    const wrong: unknown[] = [];
    let ties = 0;
    let at = 0;
    for (const { about, shape, values } of chosen) {
      const tensor: FloatTensor = { shape, values };
      const fitted = (quantizerOf(expr) as Quantizer).fit(tensor);
      const quantized = quantizeTensor(fitted, tensor);
      for (let i = 0; i < values.length; i++, at++) {
        const ours = [quantized.outputs[i] as number, fitted.scale[fitted.groups.of(i)] as number];
        const theirs = [outputs[at] as number, scales?.[at] ?? (ours[1] as number)];
        if (ours.every((value, k) => ulps(value, theirs[k] as number) <= allowed)) continue;
        if (/po2/.test(expr) && isLogTie(values[i] as number)) ties++;
        else wrong.push({ about, x: values[i], ours, theirs });
      }
    }
    expect(at).toBe(outputs.length);
    expect(wrong.slice(0, 4)).toEqual([]);
    expect(ties).toBeLessThan(10);
  });

  it.each(errors.filter(isKnown).filter(({ error }) => error !== null))(
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
