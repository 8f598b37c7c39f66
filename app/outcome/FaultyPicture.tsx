/** The picture as the model sees it when a fault hit the input itself: its 8-bit codes as ink, lost pixels marked. */
import { useLayoutEffect, useRef } from 'react';
import { lutOf } from '#app/ui/lut.ts';
import { useColourScheme } from '#app/ui/useColourScheme.ts';
import type { Thumbnail } from '#workers/labApi.ts';
import { inkLut } from './inkPixels.ts';

export interface FaultyPictureProps {
  readonly thumbnail: Thumbnail;
  readonly codes: Uint8Array;
}

export function FaultyPicture({ thumbnail, codes }: FaultyPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useColourScheme();
  const { width, height, offset, lo } = thumbnail;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const lut = inkLut(scheme, lutOf(lo < 0 ? 'signed' : 'unsigned', scheme));
    const image = new ImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    for (let i = 0; i < pixels.length; i++) pixels[i] = lut[codes[offset + i] as number] as number;
    context.putImageData(image, 0, 0);
  }, [codes, offset, width, height, lo, scheme]);
  return <canvas ref={canvas} {...{ width, height }} />;
}
