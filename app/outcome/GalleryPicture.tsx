/** One picture of the gallery. */
import { useMemo } from 'react';
import { galleryPicture, useLab } from '#app/state/lab.ts';
import { InkCanvas } from './InkCanvas.tsx';

export interface GalleryPictureProps {
  readonly index: number;
  readonly className?: string | undefined;
  /** Left out where the picture stands beside its name. */
  readonly label?: string | undefined;
}

export function GalleryPicture({ index, ...rest }: GalleryPictureProps) {
  const shape = useLab((state) => state.model?.gallery?.shape);
  const pixels = useMemo(() => (shape ? galleryPicture(index) : null), [index, shape]);
  return <InkCanvas pixels={pixels} shape={shape ?? []} {...rest} />;
}
