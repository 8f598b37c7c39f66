/** What one bit adds to its word's formula, in a few characters: `×2^128`, `+2^-3`, `-128`. */
import { fieldOf } from '#engine/formats/format.ts';
import type { WordModel } from './wordModel.ts';

export function bitTerm(model: WordModel, bitIndex: number): string {
  const { rule, width } = model;
  const { name, low } = fieldOf(model, bitIndex);
  if (rule.kind === 'code') {
    const size = 2 ** bitIndex;
    return rule.signed && bitIndex === width - 1 ? `-${size}` : `+${size}`;
  }
  switch (name) {
    case 'exponent':
      return `×2^${2 ** (bitIndex - low)}`;
    case 'mantissa':
      return `+2^${bitIndex - rule.format.mantissaBits}`;
    default:
      return '×-1';
  }
}
