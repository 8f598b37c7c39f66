/** The marks of a chart as SVG; their looks are classes (results.css). */
import { type Mark, shadePaths } from '#engine/campaign/report/pictures/picture.ts';

export function MarkShape({ mark }: { readonly mark: Mark }) {
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
