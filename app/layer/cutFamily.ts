/** What a tensor is cut into: families of equal tiles, and one picture that is shown large. */
import type { Lattice } from '#app/ui/paint.ts';

/** A family of equal cuts, shown as tiles; the tile is found from a flat index by arithmetic. */
export interface CutFamily {
  /** What one tile is: `channel`, `filter`, `input channel`. */
  readonly noun: string;
  readonly count: number;
  readonly latticeOf: (tile: number) => Lattice;
  readonly tileOf: (flatIndex: number) => number;
  /** Is the element on one of the tiles? */
  readonly covers: (flatIndex: number) => boolean;
}

export interface TensorCuts {
  readonly arrangement: 'image' | 'kernel' | 'matrix' | 'sequence' | 'vector' | 'scalar';
  /** Mosaics for the chosen element; none where one picture shows the whole tensor. */
  readonly familiesAt: (flatIndex: number) => readonly CutFamily[];
  /** The one picture that is shown large. */
  readonly detailAt: (flatIndex: number) => Detail;
}

export interface Detail {
  readonly lattice: Lattice;
  readonly title: string;
  /** The part of the title that the mosaics above do not say already; may be empty. */
  readonly caption: string;
}

export const WHOLE = 'all elements';
export const everything = (): boolean => true;
