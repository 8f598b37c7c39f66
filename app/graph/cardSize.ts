/**
 * How large cards are, decided once for a network's first view: the roomiest kind with which all its ranks are in sight
 * in the panel. What the person opens or zooms later changes no card.
 */
import type { LevelLayout } from './layout.ts';

export interface CardSize {
  readonly width: number;
  readonly height: number;
  /** Between two ranks and between two lanes. */
  readonly rankGap: number;
  readonly laneGap: number;
  /** Lines of text on a card. */
  readonly lines: 1 | 2 | 3;
}

const KINDS = [
  { height: 64, rankGap: 16, lines: 3 },
  { height: 58, rankGap: 9, lines: 3 },
  { height: 42, rankGap: 8, lines: 2 },
  { height: 29, rankGap: 8, lines: 1 },
] as const;
const WIDEST = 476;
const NARROWEST = 220;
const LANE_GAP = 20;
/** Room for channels. */
const MARGIN = 14;
/** The view may be made so much smaller to hold all of a kind. */
const LEAST_SCALE = 0.94;

export function cardSize(layout: LevelLayout, width: number, height: number): CardSize {
  const lanes = Math.max(1, layout.lanes);
  const share = (width - MARGIN * (layout.channels + 1) - LANE_GAP * (lanes - 1)) / lanes;
  const heightOf = (kind: (typeof KINDS)[number]) =>
    layout.ranks * (kind.height + kind.rankGap) - kind.rankGap;
  const kind = KINDS.find((each) => heightOf(each) * LEAST_SCALE <= height) ?? KINDS[3];
  return { ...kind, width: Math.floor(Math.min(WIDEST, Math.max(NARROWEST, share))), laneGap: LANE_GAP };
}
