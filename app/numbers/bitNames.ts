/** Names that bits share across formats: the sign, the bit that weighs most, the one that weighs least. */
import { type Format, fieldOf, type WordFormat } from '#engine/formats/format.ts';
import type { SameBit } from './numbersScene.ts';

export function isFloat(format: WordFormat): format is Format {
  return 'mantissaBits' in format;
}

export const SAME_BITS: readonly {
  readonly value: SameBit;
  readonly label: string;
  readonly says: string;
}[] = [
  {
    value: 'sign',
    label: 'sign bit',
    says: 'The bit lettered S. In floats it only mirrors the number; in two’s complement it moves it by the whole range; unsigned words have none.',
  },
  {
    value: 'top',
    label: 'top bit below the sign',
    says: 'The bit with the greatest weight apart from the sign: the highest exponent bit of a float, the highest magnitude bit of a code.',
  },
  {
    value: 'low',
    label: 'lowest bit',
    says: 'Bit 0 everywhere: one step of a code, the last place of a mantissa.',
  },
];

/** Index of that bit; null for the sign of a format without one. */
export function sameBitIndex(format: WordFormat, which: SameBit): number | null {
  const signed = fieldOf(format, format.width - 1).letter === 'S';
  switch (which) {
    case 'sign':
      return signed ? format.width - 1 : null;
    case 'top':
      return signed ? (format.width > 1 ? format.width - 2 : null) : format.width - 1;
    case 'low':
      return 0;
  }
}

/** `00110`, most significant bit first. */
export function bitText(word: number, width: number): string {
  return (word >>> 0).toString(2).padStart(width, '0');
}

/** `0x06`: as many digits as the width needs. */
export function hexText(word: number, width: number): string {
  return `0x${(word >>> 0).toString(16).padStart(Math.ceil(width / 4), '0')}`;
}
