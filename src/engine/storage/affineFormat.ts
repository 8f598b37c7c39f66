/** The integers that span a range, as a spec asks for them. */
import { asymmetricScale, symmetricScale } from '../formats/affineRange.ts';
import type { CodeFormat } from '../formats/codeFormat.ts';
import { type AffineScale, intAffine } from '../formats/intAffine.ts';
import { roundAway, roundHalfEven } from '../formats/roundHalfEven.ts';
import type { AffineSpec, Rounding } from './affineSpec.ts';
import type { ValueRange } from './fitRange.ts';

const ROUND: Readonly<Record<Rounding, (x: number) => number>> = {
  even: roundHalfEven,
  away: roundAway,
  floor: Math.floor,
  zero: Math.trunc,
};

export function affineScale({ lowest, highest }: ValueRange, spec: AffineSpec): AffineScale {
  const { width, signed, symmetric } = spec;
  return (symmetric ? symmetricScale : asymmetricScale)(lowest, highest, width, signed);
}

export function affineFormat(range: ValueRange, spec: AffineSpec): CodeFormat {
  return affineWith(affineScale(range, spec), spec);
}

/** With this scale, a faulty one too. */
export function affineWith(
  scale: AffineScale,
  { width, signed, symmetric, rounding }: AffineSpec,
): CodeFormat {
  return intAffine(width, signed, scale, { round: ROUND[rounding], symmetric });
}
