/**
 * The colours of heatmaps. Orange and blue mean sign everywhere, red means fault everywhere; what leaves the golden
 * scale is deeper (light) or brighter (dark) than its end, and NaN has a hue that no scale uses.
 */

/** 0xRRGGBB */
export type Rgb = number;
export type ColourScheme = 'light' | 'dark';
export type ScaleKind = 'signed' | 'unsigned' | 'difference';

export interface ScaleColours {
  readonly zero: Rgb;
  readonly positive: Rgb;
  readonly negative: Rgb;
  /** Least change that is told apart from none at all, and the scale's end. */
  readonly changedLeast: Rgb;
  readonly changedMost: Rgb;
  readonly aboveScale: Rgb;
  readonly belowScale: Rgb;
  readonly changedBeyond: Rgb;
  readonly nan: Rgb;
  readonly plusInfinity: Rgb;
  readonly minusInfinity: Rgb;
}

export const SCALE_COLOURS: Readonly<Record<ColourScheme, ScaleColours>> = {
  light: {
    zero: 0xeeeeec,
    positive: 0x0877bd,
    negative: 0xf59322,
    changedLeast: 0xf9cccc,
    changedMost: 0xd1242f,
    aboveScale: 0x033f68,
    belowScale: 0x9c4f00,
    changedBeyond: 0x8a0e1a,
    nan: 0xc026d3,
    plusInfinity: 0x06202f,
    minusInfinity: 0x3d1f02,
  },
  dark: {
    zero: 0x282b30,
    positive: 0x0a86d4,
    negative: 0xf59322,
    changedLeast: 0x5c2b30,
    changedMost: 0xff5c5c,
    aboveScale: 0x8fd3ff,
    belowScale: 0xffd09a,
    changedBeyond: 0xffc2bd,
    nan: 0xe26bf0,
    plusInfinity: 0xeaf6ff,
    minusInfinity: 0xfff1e0,
  },
};
