/** The input of the scene as a picture: out of the gallery, or drawn. */
import { useMemo } from 'react';
import { DRAWING_SIDE } from '#app/state/drawing.ts';
import type { SceneInput } from '#workers/labApi.ts';
import { GalleryPicture } from './GalleryPicture.tsx';
import { InkCanvas } from './InkCanvas.tsx';

export interface ScenePictureProps {
  readonly input: SceneInput;
  readonly className?: string;
  /** Left out where the picture stands beside its name. */
  readonly label?: string;
}

const SHEET = [DRAWING_SIDE, DRAWING_SIDE, 1];

export function ScenePicture({ input, ...rest }: ScenePictureProps) {
  const drawn = input.kind === 'pixels' ? input.values : null;
  const pixels = useMemo(() => drawn && inkBytes(drawn), [drawn]);
  if (input.kind === 'gallery') return <GalleryPicture index={input.index} {...rest} />;
  return <InkCanvas pixels={pixels} shape={SHEET} {...rest} />;
}

/** Inks 0..1 as 0..255. */
export function inkBytes(values: Float32Array): Uint8Array {
  return Uint8Array.from(values, (ink) => Math.round(ink * 255));
}
