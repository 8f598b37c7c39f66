/** The picture as the model sees it when a fault hit the input itself: out of its 8-bit codes, lost pixels marked. */
import { useLayoutEffect, useRef } from 'react';
import { useLab } from '#app/state/lab.ts';
import { lutOf } from '#app/ui/lut.ts';
import { useColourScheme } from '#app/ui/useColourScheme.ts';
import type { Thumbnail } from '#workers/labApi.ts';
import { colourPixels, inkLut, LAST_ON_SCALE } from './inkPixels.ts';

const BLACK_TO_WHITE = [0, 1] as const;

export interface FaultyPictureProps {
  readonly thumbnail: Thumbnail;
  readonly codes: Uint8Array;
}

export function FaultyPicture({ thumbnail, codes }: FaultyPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useColourScheme();
  const { width, height, offset, lo, hi, channels } = thumbnail;
  const [black, white] = useLab((state) => state.model?.card.inputRange) ?? BLACK_TO_WHITE;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = new ImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    if (channels.length === 3) {
      const level = (code: number) =>
        ((lo + (code / LAST_ON_SCALE) * (hi - lo) - black) / (white - black)) * 255;
      colourPixels(codes.subarray(offset), channels, level, pixels);
    } else {
      const lut = inkLut(scheme, lutOf(lo < 0 ? 'signed' : 'unsigned', scheme));
      for (let i = 0; i < pixels.length; i++) pixels[i] = lut[codes[offset + i] as number] as number;
    }
    context.putImageData(image, 0, 0);
  }, [codes, offset, width, height, lo, hi, channels, black, white, scheme]);
  return <canvas ref={canvas} {...{ width, height }} />;
}
