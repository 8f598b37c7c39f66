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

/** As values are put into it: with the rounding of the spec. */
export function affineEncoder(
  scale: AffineScale,
  { width, signed, symmetric, rounding }: AffineSpec,
): CodeFormat {
  return intAffine(width, signed, scale, { round: ROUND[rounding], symmetric });
}

/**
 * As words are read and named: the nearest code, whatever the rounding, so that a stored value gives its own word back.
 * The scale may be a faulty one.
 */
export function affineGrid(scale: AffineScale, { width, signed, symmetric }: AffineSpec): CodeFormat {
  return intAffine(width, signed, scale, { symmetric });
}
