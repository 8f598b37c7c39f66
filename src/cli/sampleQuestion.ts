/** `bitflip plan --population N`: the DATE 2023 formula alone, without a model. */
import { type Rounding, sampleSize, tOf } from '#engine/campaign/statistics/sampleSize.ts';
import { LabError } from '#engine/labError.ts';
import type { Arguments } from './arguments.ts';
import type { OptionRule } from './command.ts';

export const SAMPLE_OPTIONS = {
  population: {
    value: 'N',
    description: 'How many faults there are to draw from, or "endless". Instead of a plan.',
  },
  margin: { value: 'E', description: 'Half width wanted, as a rate. Default 0.01.' },
  confidence: { value: 'C', description: 'Default 0.99.' },
  rate: { value: 'P', description: 'Expected rate. Default 0.5, which asks for most.' },
  t: {
    value: 'printed|exact',
    description: 'printed (default): 1.96 and 2.58 for 95 % and 99 %, as the papers; exact: the quantile.',
  },
  compat: {
    value: 'scifi|spikingjet|date23',
    description: 'Rounding: up (default), down as SpikingJET does, or to the nearest as DATE 2023 prints.',
  },
} as const satisfies Readonly<Record<string, OptionRule>>;

const ROUNDINGS: Readonly<Record<string, Rounding>> = { scifi: 'ceil', spikingjet: 'floor', date23: 'round' };

export type SampleAnswer = {
  /** Null for an endless population. */
  readonly N: number | null;
  readonly nExact: number;
  readonly sampleSize: number;
  readonly t: number;
};

/** Throws LabError `bad-argument`. */
export function answerSampleQuestion(given: Arguments): SampleAnswer {
  const text = given.one('population') as string;
  const population = text === 'endless' ? Number.POSITIVE_INFINITY : wholeNumber(text);
  const confidence = real(given, 'confidence', 0.99);
  const t = tOf(confidence, given.oneOf<'printed' | 'exact'>('t', ['printed', 'exact']));
  const compat = given.oneOf('compat', ['scifi', 'spikingjet', 'date23']);
  const question = { population, margin: real(given, 'margin', 0.01), rate: real(given, 'rate', 0.5), t };
  const { nExact, n } = sampleSize(question, ROUNDINGS[compat]);
  return { N: Number.isFinite(population) ? population : null, nExact, sampleSize: n, t };
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number)) return number;
  throw new LabError('bad-argument', `--population: got "${text}", wanted a whole number or "endless".`, {
    got: text,
  });
}

function real(given: Arguments, option: keyof typeof SAMPLE_OPTIONS, otherwise: number): number {
  const text = given.one(option);
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number)) return number;
  throw new LabError('bad-argument', `--${option}: got "${text}", wanted a number such as ${otherwise}.`, {
    option,
    got: text,
  });
}
