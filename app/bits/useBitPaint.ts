/**
 * Painting bits with the mouse, as in float-toy: pressing a bit inverts it at once, dragging gives its neighbours the same
 * digit, each as it is passed. From press to release is one stroke, one step of the history. A finger that moves scrolls
 * the page; it flips by a tap. Keys flip by the button's own click.
 */
import { type PointerEvent, useEffect, useRef } from 'react';
import type { BitCell } from './bitRow.ts';

interface Stroke {
  readonly digit: 0 | 1;
  /** Bits this stroke has been over, flipped or not. */
  readonly seen: Set<number>;
  last: number;
}

export interface BitPaint {
  readonly press: (event: PointerEvent, bit: BitCell) => void;
  /** `between`: bits that a quick pointer jumped over, from the one before. */
  readonly pass: (bit: BitCell, between: (from: number, to: number) => readonly BitCell[]) => void;
  readonly click: (bit: BitCell) => void;
}

export function useBitPaint(
  onFlip: (bits: readonly number[]) => void,
  onStroke: (part: 'begin' | 'end') => void,
): BitPaint {
  const stroke = useRef<Stroke | null>(null);
  /** The click that follows a press says nothing new. */
  const pressed = useRef(false);
  const end = useRef(onStroke);
  end.current = onStroke;
  useEffect(() => {
    const release = () => {
      if (stroke.current === null) return;
      stroke.current = null;
      setTimeout(() => {
        pressed.current = false;
      });
      end.current('end');
    };
    window.addEventListener('pointerup', release);
    window.addEventListener('pointercancel', release);
    return () => {
      release();
      window.removeEventListener('pointerup', release);
      window.removeEventListener('pointercancel', release);
    };
  }, []);
  return {
    press: (event, { bitIndex, digit }) => {
      if (event.button !== 0 || event.pointerType === 'touch') return;
      // Else the button keeps the pointer and its neighbours never hear of it.
      event.currentTarget.releasePointerCapture?.(event.pointerId);
      stroke.current = { digit: digit === 0 ? 1 : 0, seen: new Set([bitIndex]), last: bitIndex };
      pressed.current = true;
      onStroke('begin');
      onFlip([bitIndex]);
    },
    pass: (bit, between) => {
      const { current } = stroke;
      if (current === null) return;
      const passed = [...between(current.last, bit.bitIndex), bit].filter(
        (each) => !current.seen.has(each.bitIndex),
      );
      current.last = bit.bitIndex;
      for (const { bitIndex } of passed) current.seen.add(bitIndex);
      const flipped = passed.filter(({ digit }) => digit !== current.digit).map(({ bitIndex }) => bitIndex);
      if (flipped.length > 0) onFlip(flipped);
    },
    click: ({ bitIndex }) => {
      if (!pressed.current) onFlip([bitIndex]);
      pressed.current = false;
    },
  };
}
