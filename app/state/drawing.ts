/**
 * A drawn picture as it stands in the address (DESIGN 4.10): 28×28 inks of 4 bits, row by row, two in a byte with the
 * first in the high half, deflated (RFC 1951), base64url without padding (RFC 4648, 5). What is drawn has exactly these
 * 16 inks, so a link replays the very same numbers. Reading never throws.
 */
import { deflateSync, inflateSync } from 'fflate';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';

export const DRAWING_SIDE = 28;
const CELLS = DRAWING_SIDE * DRAWING_SIDE;
const DARKEST = 15;
/** Longer than any drawing comes to, with room: 392 bytes that deflate leaves as they are. */
const LONGEST_TEXT = 560;

/** An empty sheet: 28×28 zeros, row-major. */
export const emptyDrawing = (): Float32Array => new Float32Array(CELLS);

/** The nearest of the 16 inks, 0..1. */
export function nearestInk(share: number): number {
  return Math.fround(levelOf(share) / DARKEST);
}

/** Can a drawing be this model's input? */
export function takesDrawings({ inputs, values }: ModelGraph): boolean {
  const [only] = inputs;
  if (only === undefined || inputs.length !== 1) return false;
  return values[only]?.shape.slice(1).join() === `${DRAWING_SIDE},${DRAWING_SIDE},1`;
}

/** `values`: 28×28 inks 0..1, row-major. */
export function printDrawing(values: Float32Array): string {
  const packed = new Uint8Array(CELLS / 2);
  for (let i = 0; i < packed.length; i++)
    packed[i] = (levelOf(values[2 * i] ?? 0) << 4) | levelOf(values[2 * i + 1] ?? 0);
  const text = btoa(String.fromCharCode(...deflateSync(packed, { level: 9 })));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Null for what is no drawing. */
export function readDrawing(text: string): Float32Array | null {
  if (!/^[\w-]+$/.test(text) || text.length > LONGEST_TEXT) return null;
  try {
    const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const packed = inflateSync(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
    if (packed.length !== CELLS / 2) return null;
    return Float32Array.from({ length: CELLS }, (_, i) => {
      const pair = packed[i >> 1] as number;
      return (i % 2 === 0 ? pair >> 4 : pair & DARKEST) / DARKEST;
    });
  } catch {
    return null;
  }
}

const levelOf = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * DARKEST);
