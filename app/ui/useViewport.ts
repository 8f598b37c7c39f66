/**
 * What a scrolling element shows of its content, with as much again above and below, so that what is drawn is moved only
 * now and then. Whole while there is nothing to scroll.
 */
import { type RefObject, useLayoutEffect, useState } from 'react';
import type { Viewport } from './drawBoard.ts';

const STEP = 128;

/** `contentHeight`: of all there is. Null scroller: everything is drawn. */
export function useViewport(
  scroller: RefObject<HTMLElement | null>,
  visibleHeight: number | null,
  contentHeight: number,
): Viewport {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || visibleHeight === null) return;
    const onScroll = () => setTop(Math.floor(element.scrollTop / STEP) * STEP);
    onScroll();
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, [scroller, visibleHeight]);
  if (visibleHeight === null) return { top: 0, height: contentHeight };
  const first = Math.max(0, Math.min(top, contentHeight - visibleHeight) - STEP);
  return { top: first, height: Math.max(0, Math.min(contentHeight - first, visibleHeight + 3 * STEP)) };
}
