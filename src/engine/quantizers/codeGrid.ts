/** The grids that quantizers share: two's complement codes, and the single bit of a sign. */
import { type CodeFormat, codeFormat, fixedPointFields } from '../formats/codeFormat.ts';

export interface GridDefinition {
  readonly name: string;
  readonly width: number;
  readonly signed: boolean;
  readonly fractionBits: number;
  readonly toCode: (value: number) => number;
  readonly toValue: (code: number) => number;
}

export function codeGrid(definition: GridDefinition): CodeFormat {
  const { width, signed, fractionBits } = definition;
  return codeFormat({ ...definition, fields: fixedPointFields(width, signed, fractionBits) });
}

/**
 * One bit: clear for +1, set for -1, as every sign bit of the lab; codes are +1 and -1, times `scale`. Zero
 * counts as positive.
 */
export function signGrid(name: string, scale: number): CodeFormat {
  const grid = codeFormat({
    name,
    width: 1,
    signed: true,
    fields: [{ name: 'sign', letter: 'S', high: 0, low: 0 }],
    toCode: (value) => ((scale < 0 ? -value : value) < 0 ? -1 : 0),
    toValue: (code) => (code < 0 ? -scale : scale),
  });
  return { ...grid, codeOf: (word) => ((word & 1) === 0 ? 1 : -1), wordOf: (code) => (code < 0 ? 1 : 0) };
}
