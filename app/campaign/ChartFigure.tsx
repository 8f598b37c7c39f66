/** A chart of a campaign on the page: its marks, and under it in words what the pointer is on. */
import { type PointerEvent, useRef } from 'react';
import {
  type CellsMark,
  cellAt,
  type Mark,
  type Picture,
  shadePaths,
} from '#engine/campaign/report/pictures/picture.ts';

interface ChartFigureProps {
  readonly picture: Picture | null;
  /** Shown while there is nothing to draw. */
  readonly empty: string;
}

export function ChartFigure({ picture, empty }: ChartFigureProps) {
  const told = useRef<HTMLParagraphElement>(null);
  if (picture === null) return <p className="soft">{empty}</p>;
  const { name, width, height, marks } = picture;
  const lattices = marks.filter((mark): mark is CellsMark => mark.kind === 'cells');
  // What is under the pointer is written past React, as it moves.
  const follow = ({ currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>) => {
    if (told.current === null) return;
    const box = currentTarget.getBoundingClientRect();
    const [x, y] = [((clientX - box.left) * width) / box.width, ((clientY - box.top) * height) / box.height];
    const words = lattices.flatMap((mark) => {
      const cell = cellAt(mark, x, y);
      return cell === null ? [] : [mark.told(cell)];
    });
    told.current.textContent = words[0] ?? '';
  };
  return (
    <figure className="campaign-figure">
      <figcaption className="panel-title">{name}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={name} onPointerMove={follow}>
        {marks.map((mark, k) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: marks have no other name, and are drawn anew as they are
          <MarkShape key={k} mark={mark} />
        ))}
      </svg>
      {lattices.length > 0 && <p ref={told} className="campaign-told-cell soft" aria-hidden="true" />}
    </figure>
  );
}

function MarkShape({ mark }: { readonly mark: Mark }) {
  switch (mark.kind) {
    case 'box': {
      const { x, y, width, height, look, told } = mark;
      return (
        <rect {...{ x, y, width, height }} className={`pic-${look}`}>
          {told !== undefined && <title>{told}</title>}
        </rect>
      );
    }
    case 'path':
      return <path d={mark.d} className={`pic-${mark.look}`} />;
    case 'dot':
      return (
        <circle cx={mark.x} cy={mark.y} r={4} className={`pic-${mark.look}`}>
          {mark.told !== undefined && <title>{mark.told}</title>}
        </circle>
      );
    case 'text':
      return (
        <text
          x={mark.x}
          y={mark.y}
          textAnchor={mark.anchor}
          className={`pic-${mark.look}`}
          fontSize={mark.small ? 10 : undefined}
        >
          {mark.text}
        </text>
      );
    case 'cells':
      return (
        <g>
          {shadePaths(mark).map(({ level, d }) => (
            <g key={level}>
              <path d={d} className={level === null ? 'pic-grid' : 'pic-empty'} />
              {level !== null && <path d={d} className={`pic-${mark.look}`} opacity={level} />}
            </g>
          ))}
        </g>
      );
  }
}
