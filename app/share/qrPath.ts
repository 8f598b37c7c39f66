/** A text as a QR code (ISO/IEC 18004, by uqr): one SVG path, one unit a module, with the quiet zone of four modules. */
import { encode } from 'uqr';

export interface QrPath {
  /** Modules a side, quiet zone included. */
  readonly size: number;
  readonly path: string;
}

const QUIET_ZONE = 4;

/** Null for a text that no QR code holds (2,953 bytes at the lowest correction). */
export function qrPath(text: string): QrPath | null {
  try {
    const { data, size } = encode(text, { ecc: 'L', border: QUIET_ZONE });
    const runs: string[] = [];
    for (const [y, row] of data.entries()) {
      for (let x = 0; x < row.length; x++) {
        if (!row[x]) continue;
        let end = x;
        while (row[end + 1]) end++;
        runs.push(`M${x} ${y}h${end - x + 1}v1H${x}z`);
        x = end;
      }
    }
    return { size, path: runs.join('') };
  } catch {
    return null;
  }
}
