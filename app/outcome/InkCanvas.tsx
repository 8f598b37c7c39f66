/** Grey or colour pixels on a canvas at data resolution, ink on paper in the colours of the page. */
import { useLayoutEffect, useRef } from 'react';
import { useColourScheme } from '#app/ui/useColourScheme.ts';
import { INK, inkPixels } from './inkPixels.ts';

/** From this side on a picture is a photograph, not cells. */
export const FINE = 64;

export interface InkCanvasProps {
  /** uint8 [height, width, channels]; null while there are none. */
  readonly pixels: Uint8Array | null;
  readonly shape: readonly number[];
  readonly className?: string | undefined;
  /** Left out where the picture stands beside its name. */
  readonly label?: string | undefined;
}

export function InkCanvas({ pixels, shape, className, label }: InkCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useColourScheme();
  const [height, width, channels] = [shape[0] ?? 1, shape[1] ?? 1, shape[2] ?? 1];
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !pixels) return;
    const image = new ImageData(width, height);
    inkPixels(pixels, channels, ...INK[scheme], image.data);
    context.putImageData(image, 0, 0);
  }, [pixels, scheme, height, width, channels]);
  const named = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <canvas
      ref={canvas}
      className={className}
      data-fine={Math.max(width, height) >= FINE}
      {...{ width, height }}
      {...named}
    />
  );
}
