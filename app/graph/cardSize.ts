/** Cards as large as the panel allows: all ranks in sight where a compact card makes that possible, else it scrolls. */
import type { GraphLayout } from './layout.ts';
import type { CardSize } from './pixels.ts';

const ROOMY = { height: 64, rankGap: 16 } as const;
const COMPACT = { height: 58, rankGap: 9 } as const;
const WIDEST = 476;
const NARROWEST = 220;
const LANE_GAP = 20;
/** Room for channels and for badges that stand over the edge. */
const MARGIN = 14;

export function cardSize(layout: GraphLayout, width: number, height: number): CardSize {
  const lanes = Math.max(1, layout.lanes);
  const share = (width - MARGIN * (layout.channels + 1) - LANE_GAP * (lanes - 1)) / lanes;
  const roomy = layout.ranks * (ROOMY.height + ROOMY.rankGap) - ROOMY.rankGap;
  const compact = layout.ranks * (COMPACT.height + COMPACT.rankGap) - COMPACT.rankGap;
  const tall = roomy > height && compact <= height ? COMPACT : ROOMY;
  return { ...tall, width: Math.floor(Math.min(WIDEST, Math.max(NARROWEST, share))), laneGap: LANE_GAP };
}
