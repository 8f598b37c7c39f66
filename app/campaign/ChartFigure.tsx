/** A chart of a campaign on the page: its marks, and under it in words what the pointer or the cursor is on. */
import type { ReactNode } from 'react';
import type { Picture } from '#engine/campaign/report/pictures/picture.ts';
import { MarkShape } from './MarkShape.tsx';
import { useCellCursor } from './useCellCursor.ts';

interface ChartFigureProps {
  readonly picture: Picture | null;
  /** Shown while there is nothing to draw. */
  readonly empty: string;
  /** Under the cells, where there are some: what their shades mean. */
  readonly scale?: ReactNode;
}

export function ChartFigure({ picture, empty, scale }: ChartFigureProps) {
  if (picture === null) return <p className="soft">{empty}</p>;
  return <Figure picture={picture} scale={scale} />;
}

interface FigureProps {
  readonly picture: Picture;
  readonly scale: ReactNode;
}

function Figure({ picture, scale }: FigureProps) {
  const { lattices, told, frame, follow, place, move } = useCellCursor(picture);
  const { name, width, height, marks } = picture;
  const drawing = (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={name}
      // Words in it are as large as those around it.
      style={{ maxWidth: width }}
      onPointerMove={follow}
    >
      {marks.map((mark, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: marks have no other name, and are drawn anew as they are
        <MarkShape key={k} mark={mark} />
      ))}
      {lattices.length > 0 && <rect ref={frame} className="pic-cursor" />}
    </svg>
  );
  if (lattices.length === 0)
    return (
      <figure className="campaign-figure">
        <figcaption className="panel-title">{name}</figcaption>
        <div className="campaign-drawing">{drawing}</div>
      </figure>
    );
  return (
    <figure className="campaign-figure">
      <figcaption className="panel-title">{name}</figcaption>
      <div
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it has keys of its own
        tabIndex={0}
        aria-label={`Cells: ${name}`}
        className="campaign-drawing campaign-cells"
        onFocus={place}
        onKeyDown={move}
      >
        {drawing}
      </div>
      <div className="campaign-under-map">
        <p ref={told} role="status" className="campaign-told-cell soft" />
        {scale}
      </div>
    </figure>
  );
}
