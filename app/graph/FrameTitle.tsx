/** The title of an open block: a button that closes it again. The frame itself is drawn under the edges. */
import type { BlockId } from './blocks.ts';
import type { CardFace } from './cardFace.ts';
import type { PlacedItem } from './measured.ts';

export interface FrameTitleProps {
  readonly placed: PlacedItem;
  readonly face: CardFace;
  readonly id: BlockId;
  readonly tabStop: boolean;
  readonly position: number;
  readonly count: number;
  readonly onClose: (placed: PlacedItem) => void;
  readonly onFocus: (id: string) => void;
}

export function FrameTitle({
  placed,
  face,
  id,
  tabStop,
  position,
  count,
  onClose,
  onFocus,
}: FrameTitleProps) {
  const { x, y, width, port } = placed;
  // Beside the edge that enters.
  const style = { left: x + port, top: y, maxWidth: width - port };
  return (
    <li className="frame-place" style={style} aria-posinset={position} aria-setsize={count}>
      <button
        type="button"
        className="frame-title"
        data-node={id}
        aria-expanded={true}
        aria-label={`${face.label}, open`}
        title={`Close ${face.name}`}
        tabIndex={tabStop ? 0 : -1}
        onClick={() => onClose(placed)}
        onFocus={() => onFocus(id)}
      >
        <span className="node-name">
          <span className="node-turn open" />
          {face.name}
        </span>
        <span className="node-kind">{face.kind}</span>
      </button>
    </li>
  );
}
