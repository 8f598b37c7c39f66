/** One card of the network as a button: name, kind, shape, small picture, and what the corruption did to it. */
import { memo } from 'react';
import type { View } from '#app/state/selection.ts';
import type { SceneReply } from '#workers/labApi.ts';
import type { CardFace } from './cardFace.ts';
import type { CardSize } from './cardSize.ts';
import type { PlacedItem } from './measured.ts';
import { faultCount } from './nodeFacts.ts';
import { Thumb } from './Thumb.tsx';
import { thumbnailOf } from './thumbnailOf.ts';

export interface CardProps {
  readonly placed: PlacedItem;
  readonly face: CardFace;
  readonly lines: CardSize['lines'];
  readonly reply: SceneReply | null;
  readonly view: View;
  readonly delayMs: number;
  readonly selected: boolean;
  readonly tabStop: boolean;
  /** Its place in the list, from 1, and how long the list is. */
  readonly position: number;
  readonly count: number;
  /** Seen from afar: the name only. */
  readonly far: boolean;
  /** Of a campaign, where the network shows one. */
  readonly rated: CardRate | null;
  readonly onOpen: (placed: PlacedItem) => void;
  readonly onFocus: (id: string) => void;
}

export interface CardRate {
  /** `2.1 %`. */
  readonly words: string;
  /** With interval and trials. */
  readonly told: string;
  /** 0 to 1. */
  readonly shade: number;
  /** CSS colour of the most. */
  readonly colour: string;
}

/** Cards narrower than this have smaller pictures, and as many as leave room for the words. */
const COMPACT_BELOW = 440;
const NARROW_BELOW = 216;
const MOST_TILES = 6;
/** Width of a tile with its gap, and of the words beside the tiles. */
const ROOM = {
  1: { tile: 26, words: 330 },
  2: { tile: 33, words: 208 },
  3: { tile: 31, words: 208 },
} as const;

function tilesIn(width: number, lines: CardSize['lines']): number {
  if (lines === 3 && width >= COMPACT_BELOW) return MOST_TILES;
  const { tile, words } = ROOM[lines];
  const least = width < NARROW_BELOW ? 1 : 2;
  return Math.max(least, Math.min(MOST_TILES, Math.floor((width - words) / tile)));
}

export const Card = memo(function Card(props: CardProps) {
  const { placed, face, lines, reply, view, delayMs, selected, tabStop, far, rated, onOpen, onFocus } = props;
  const { item, x, y, width, height } = placed;
  const thumbnail = reply && thumbnailOf(reply, face.pictured);
  const changed = face.changed > 0 && view !== 'golden';
  const style = {
    left: x,
    top: y,
    width,
    height,
    ['--delay' as string]: `${delayMs}ms`,
    ['--far-text' as string]: `${height * 0.66}px`,
    ['--share' as string]: changed ? Math.max(0.01, face.changed) : 0,
    ...(rated && { ['--rate' as string]: rated.shade, ['--rate-colour' as string]: rated.colour }),
  };
  return (
    <li className="node-place" style={style} aria-posinset={props.position} aria-setsize={props.count}>
      <button
        type="button"
        className="node"
        data-node={item.id}
        data-kind={item.kind}
        data-changed={changed}
        data-lines={lines}
        data-compact={width < COMPACT_BELOW}
        data-narrow={width < NARROW_BELOW}
        data-rated={rated !== null || undefined}
        aria-label={rated ? `${face.label}, ${rated.told}` : face.label}
        aria-current={selected}
        aria-expanded={item.kind === 'closed' ? false : undefined}
        title={rated ? `${face.name}: ${rated.told}` : changed ? face.title : face.name}
        tabIndex={tabStop ? 0 : -1}
        onClick={() => onOpen(placed)}
        onFocus={() => onFocus(item.id)}
      >
        <span className="node-text">
          <span className="node-name">
            {item.kind === 'closed' && <span className="node-turn" />}
            {face.name}
          </span>
          <span className="node-kind">{face.kind}</span>
          <span className="node-shape">
            <span className="node-size">{face.shape}</span>
            {changed && <span className="node-changed">{face.share}</span>}
            {changed && <span className="node-changed node-word">changed</span>}
          </span>
        </span>
        {thumbnail && reply && !far && (
          <Thumb mostTiles={tilesIn(width, lines)} {...{ thumbnail, reply, view, delayMs }} />
        )}
        <span className="node-strip" />
        {(rated || face.faults > 0 || (changed && face.nan + face.inf > 0)) && (
          <span className="node-badges">
            {rated && <span className="node-rate">{rated.words}</span>}
            {changed && face.nan > 0 && <span className="badge">NaN {face.nan}</span>}
            {changed && face.inf > 0 && <span className="badge">Inf {face.inf}</span>}
            {face.faults > 0 && <span className="badge strong">{faultCount(face.faults)}</span>}
          </span>
        )}
      </button>
    </li>
  );
});
