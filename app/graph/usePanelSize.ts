/** The size of an element inside its padding in CSS pixels, kept up to date; 0 x 0 before the first layout. */
import { type RefObject, useLayoutEffect, useState } from 'react';
import type { Size } from './camera.ts';

export function usePanelSize(frame: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => {
      const [width, height] = [Math.floor(element.clientWidth), Math.floor(element.clientHeight)];
      // A panel that is out of sight keeps the size it had.
      if (width > 0)
        setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return size;
}
