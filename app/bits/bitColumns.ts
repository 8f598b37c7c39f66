/** Strip, bars and marks of one word stand in the same columns, one a bit (bits.css). */
import type { CSSProperties } from 'react';

export function bitColumns(width: number): CSSProperties {
  return { '--bits': width } as CSSProperties;
}
