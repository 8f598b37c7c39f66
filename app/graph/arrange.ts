/**
 * The levels of a network as pixels: rectangles of cards and frames, SVG paths of edges. The port of the first lane is
 * at x = 0 and the first row at y = 0, so that what stands above an opened block does not move. Pure.
 */
import type { ScatterAnswer, ScatterRequest } from '#workers/layoutApi.ts';
import type { CardSize } from './cardSize.ts';
import { placeInLanes } from './lanePlacement.ts';
import { type LevelLayout, layoutLevel } from './layout.ts';
import { ENTRY, EXIT, type Level, type LevelItem, type LevelLink } from './level.ts';
import type { Body, Measured, PlacedEdge, PlacedItem } from './measured.ts';
import type { Rect } from './rect.ts';
import { placeScattered, questionKey, scatterRequest } from './scatter.ts';

export interface Arrangement {
  /** Frames before what is in them, else in topological order. */
  readonly items: readonly PlacedItem[];
  readonly edges: readonly PlacedEdge[];
  readonly bounds: Rect;
  /** Levels that another layout could arrange better, and has not been asked about. */
  readonly questions: readonly ScatterRequest[];
}

/** Answers of the other layout by the text of their questions; null: asked, and not to be used. */
export type ScatterAnswers = ReadonlyMap<string, ScatterAnswer | null>;

/** The height of an open block's title. */
export const TITLE_HEIGHT = 26;
const FRAME_PAD = 12;
/** Where edges leave and enter a card, from its left. */
const PORT = 76;
const NARROWEST_CARD = 172;
/** The title of a frame fits. */
const NARROWEST_FRAME = 230;
const WHOLE = '@';

export function arrange(level: Level, size: CardSize, answers: ScatterAnswers = new Map()): Arrangement {
  const arranger = new Arranger(size, answers);
  const { items, edges, left, right, height } = arranger.measure(level, WHOLE, size.width, 0);
  const bounds = { x: -left, y: 0, width: left + right, height };
  return { items, edges, bounds, questions: arranger.questions };
}

/** Ranks and lanes of a level; inside a block with what enters and leaves it. */
export function layoutOf(level: Level, framed: boolean): LevelLayout<LevelLink> {
  const exit = framed && level.links.some(({ to }) => to === EXIT);
  const standIn = (id: string) => ({ id, macs: 0 });
  const items = [...(framed ? [standIn(ENTRY)] : []), ...level.items, ...(exit ? [standIn(EXIT)] : [])];
  return layoutLevel(items, level.links, { ...(framed && { entry: ENTRY }), ...(exit && { exit: EXIT }) });
}

class Arranger {
  readonly questions: ScatterRequest[] = [];
  readonly #size: CardSize;
  readonly #answers: ScatterAnswers;

  constructor(size: CardSize, answers: ScatterAnswers) {
    this.#size = size;
    this.#answers = answers;
  }

  /** `widest`: of a card alone in its row. Lanes share it as long as they stay legible. */
  measure(level: Level, id: string, widest: number, depth: number): Measured {
    const layout = layoutOf(level, depth > 0);
    const { rankGap, laneGap } = this.#size;
    const share = Math.floor((widest - (layout.lanes - 1) * laneGap) / Math.max(1, layout.lanes));
    const width = depth === 0 ? widest : Math.max(Math.min(NARROWEST_CARD, widest), share);
    const bodies = new Map(level.items.map((item) => [item.id, this.#body(item, width, depth)]));
    const room = { rankGap, laneGap, entryHeight: TITLE_HEIGHT, foot: FRAME_PAD };
    const question = scatterRequest(level, layout, bodies, room);
    const answer = question ? this.#answers.get(questionKey(question)) : null;
    if (answer) return placeScattered(id, level, answer, bodies, room.foot, depth);
    if (question && answer === undefined) this.questions.push(question);
    return placeInLanes(id, level, layout, bodies, room, depth);
  }

  #body(item: LevelItem, width: number, depth: number): Body {
    if (item.kind !== 'open') {
      return { width, height: this.#size.height, port: Math.min(PORT, width / 2), inside: null };
    }
    const inside = this.measure(item.level, item.id, width, depth + 1);
    const port = FRAME_PAD + inside.left;
    const frame = Math.max(NARROWEST_FRAME, port + inside.right + FRAME_PAD);
    return { width: frame, height: inside.height, port, inside };
  }
}
