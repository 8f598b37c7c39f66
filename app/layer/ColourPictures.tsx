/** The input as people see it, golden and faulty, above its channels one by one. */
import { useLayoutEffect, useRef } from 'react';
import { SCALE_COLOURS } from '#app/ui/scaleColours.ts';
import { useColourScheme } from '#app/ui/useColourScheme.ts';
import { type ColourRange, colourPixels, colourRange } from './colourPixels.ts';
import type { Comparison } from './comparison.ts';

export interface ColourPicturesProps {
  /** [height, width, 3] */
  readonly shape: readonly number[];
  readonly comparison: Comparison;
}

export function ColourPictures({ shape, comparison }: ColourPicturesProps) {
  const { golden, faulty, changed } = comparison;
  const range = colourRange(golden);
  const [rows = 1, columns = 1] = shape;
  return (
    <div className="colour-pictures">
      <ColourPicture name="Golden" values={golden} {...{ range, rows, columns }} />
      {changed > 0 && <ColourPicture name="Faulty" values={faulty} {...{ range, rows, columns }} />}
    </div>
  );
}

interface ColourPictureProps {
  readonly name: string;
  readonly values: Float32Array;
  readonly range: ColourRange;
  readonly rows: number;
  readonly columns: number;
}

function ColourPicture({ name, values, range: { lo, hi }, rows, columns }: ColourPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useColourScheme();
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = new ImageData(columns, rows);
    colourPixels(values, { lo, hi }, SCALE_COLOURS[scheme].nan, image.data);
    context.putImageData(image, 0, 0);
  }, [values, lo, hi, rows, columns, scheme]);
  return (
    <figure>
      <canvas ref={canvas} width={columns} height={rows} role="img" aria-label={`${name}, in colour`} />
      <figcaption>{name}, in colour</figcaption>
    </figure>
  );
}
