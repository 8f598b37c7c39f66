/**
 * Painting bits with the mouse, as in float-toy: pressing a bit inverts it, dragging gives its neighbours the same digit.
 * A plain click stays a click. Nothing is reported before the button is let go, so a drag is one step of the history.
 */
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import type { BitCell } from './bitRow.ts';

interface Stroke {
  readonly digit: 0 | 1;
  readonly bits: ReadonlySet<number>;
}

export interface BitPaint {
  /** Bits that the drag in progress would flip. */
  readonly painted: ReadonlySet<number>;
  readonly press: (event: PointerEvent, bit: BitCell) => void;
  readonly pass: (bit: BitCell) => void;
  readonly click: (bit: BitCell) => void;
}

const NOTHING: ReadonlySet<number> = new Set();

export function useBitPaint(onFlip: (bits: readonly number[]) => void): BitPaint {
  const [stroke, setStroke] = useState<Stroke | null>(null);
  const dragged = useRef(false);
  useEffect(() => {
    if (!stroke) return;
    const release = () => {
      setStroke(null);
      dragged.current = stroke.bits.size > 1;
      if (dragged.current) onFlip([...stroke.bits]);
    };
    const abandon = () => setStroke(null);
    window.addEventListener('pointerup', release);
    window.addEventListener('pointercancel', abandon);
    return () => {
      window.removeEventListener('pointerup', release);
      window.removeEventListener('pointercancel', abandon);
    };
  }, [stroke, onFlip]);
  return {
    painted: stroke !== null && stroke.bits.size > 1 ? stroke.bits : NOTHING,
    press: (event, { bitIndex, digit }) => {
      dragged.current = false;
      // A finger that moves scrolls the page.
      if (event.button !== 0 || event.pointerType === 'touch') return;
      setStroke({ digit: digit === 0 ? 1 : 0, bits: new Set([bitIndex]) });
    },
    pass: ({ bitIndex, digit }) => {
      if (stroke && digit !== stroke.digit && !stroke.bits.has(bitIndex)) {
        setStroke({ ...stroke, bits: new Set([...stroke.bits, bitIndex]) });
      }
    },
    click: ({ bitIndex }) => {
      if (!dragged.current) onFlip([bitIndex]);
      dragged.current = false;
    },
  };
}
