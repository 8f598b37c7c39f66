/** A chart of a campaign on the page: its marks, and under it in words what the pointer or the cursor is on. */
import type { Picture } from '#engine/campaign/report/pictures/picture.ts';
import { MarkShape } from './MarkShape.tsx';
import { useCellCursor } from './useCellCursor.ts';

interface ChartFigureProps {
  readonly picture: Picture | null;
  /** Shown while there is nothing to draw. */
  readonly empty: string;
}

export function ChartFigure({ picture, empty }: ChartFigureProps) {
  if (picture === null) return <p className="soft">{empty}</p>;
  return <Figure picture={picture} />;
}

function Figure({ picture }: { readonly picture: Picture }) {
  const { lattices, told, frame, follow, place, move } = useCellCursor(picture);
  const { name, width, height, marks } = picture;
  const drawing = (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={name} onPointerMove={follow}>
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
        {drawing}
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
        className="campaign-cells"
        onFocus={place}
        onKeyDown={move}
      >
        {drawing}
      </div>
      <p ref={told} role="status" className="campaign-told-cell soft" />
    </figure>
  );
}
