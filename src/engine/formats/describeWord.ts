/**
 * What a word means, for the bit editor: its class and the terms of v = (-1)^s × 2^(e-bias) × h.m
 * (IEEE 754-2019, section 3.4), where h is the hidden bit.
 */
import type { Format } from './format.ts';

interface WordFields {
  readonly sign: 0 | 1;
  /** The exponent bits as they stand, biased. */
  readonly exponentField: number;
  /** The mantissa bits as an integer. */
  readonly mantissa: number;
  /** NaN for a NaN. */
  readonly value: number;
}

export interface FiniteWord extends WordFields {
  readonly kind: 'zero' | 'subnormal' | 'normal';
  /** Power of two in the equation; 1 - bias for zeros and subnormals. */
  readonly exponent: number;
  /** 1 in normal words, 0 in zeros and subnormals. */
  readonly hiddenBit: 0 | 1;
  /** hiddenBit + mantissa / 2^mantissaBits, exact: in [0, 2). */
  readonly significand: number;
}

export interface InfinityWord extends WordFields {
  readonly kind: 'infinity';
}

export interface NaNWord extends WordFields {
  readonly kind: 'nan';
  /** Quiet NaNs have the highest mantissa bit set, signalling ones do not. */
  readonly quiet: boolean;
}

export type WordDescription = FiniteWord | InfinityWord | NaNWord;

export function describeWord(format: Format, word: number): WordDescription {
  const { mantissaBits, exponentBias } = format;
  const exponentMask = (1 << format.exponentBits) - 1;
  const exponentUnit = 1 << mantissaBits;
  const mantissa = word & (exponentUnit - 1);
  const exponentField = (word >>> mantissaBits) & exponentMask;
  const sign = (word & format.signBit) === 0 ? 0 : 1;
  const fields = { sign, exponentField, mantissa, value: format.decode(word) } as const;
  const magnitude = word & (format.signBit - 1);
  if (magnitude > format.infinity) return { kind: 'nan', quiet: mantissa >= exponentUnit >> 1, ...fields };
  if (magnitude === format.infinity && format.hasInfinity) return { kind: 'infinity', ...fields };
  const hiddenBit = exponentField === 0 ? 0 : 1;
  return {
    kind: hiddenBit === 1 ? 'normal' : mantissa === 0 ? 'zero' : 'subnormal',
    exponent: (hiddenBit === 1 ? exponentField : 1) - exponentBias,
    hiddenBit,
    significand: hiddenBit + mantissa / exponentUnit,
    ...fields,
  };
}

/** `(-1)^0 × 2^(123-127) × 1.6`; for infinities and NaNs what makes them so. Plain text, one line. */
export function equation(format: Format, word: number): string {
  const description = describeWord(format, word);
  switch (description.kind) {
    case 'zero':
    case 'subnormal':
    case 'normal': {
      const { sign, hiddenBit, exponentField, significand } = description;
      const exponent = hiddenBit === 1 ? exponentField : 1;
      return `(-1)^${sign} × 2^(${exponent}-${format.exponentBias}) × ${significand}`;
    }
    case 'infinity':
      return `${description.sign === 0 ? '' : '-'}Infinity: exponent all ones, mantissa 0`;
    case 'nan': {
      const { quiet, mantissa } = description;
      return `NaN, ${quiet ? 'quiet' : 'signalling'}: exponent all ones, mantissa ${mantissa}`;
    }
  }
}
