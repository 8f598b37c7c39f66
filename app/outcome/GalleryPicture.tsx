/** One gallery picture on a canvas, at data resolution. */
import { useLayoutEffect, useRef } from 'react';
import { galleryPicture, useLab } from '#app/state/lab.ts';
import { useColourScheme } from '#app/ui/useColourScheme.ts';
import { INK, inkPixels } from './inkPixels.ts';

export interface GalleryPictureProps {
  readonly index: number;
  readonly className?: string;
  /** Left out where the picture stands beside its name. */
  readonly label?: string;
}

export function GalleryPicture({ index, className, label }: GalleryPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useColourScheme();
  const shape = useLab((state) => state.model?.gallery?.shape);
  const [height, width, channels] = [shape?.[0] ?? 1, shape?.[1] ?? 1, shape?.[2] ?? 1];
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    const pixels = galleryPicture(index);
    if (!context || !pixels) return;
    const image = new ImageData(width, height);
    inkPixels(pixels, channels, ...INK[scheme], image.data);
    context.putImageData(image, 0, 0);
  }, [index, scheme, height, width, channels]);
  const named = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return <canvas ref={canvas} className={className} {...{ width, height }} {...named} />;
}
