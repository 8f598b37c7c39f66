/**
 * Why faults died, counted over images as drawn: by the layer that was hit, and by the node where they died. A masked
 * image has a reason (run/reasons.ts); an image whose outputs changed and whose answer stayed was saved by the margin. A
 * row names one node, at which most of its masked images died: it stands for all of them.
 */
import { MARGIN, REASONS, type Reason } from '../run/reasons.ts';
import type { Row } from '../run/row.ts';

export const DEATHS: readonly (Reason | typeof MARGIN)[] = [...REASONS, MARGIN];

export interface DeathCounts {
  /** Node. */
  readonly at: string;
  /** Images, in the order of DEATHS. */
  readonly counts: readonly number[];
  /** Images that were run: of a layer that was hit, all; of a node, those that died there. */
  readonly images: number;
}

export interface Masking {
  readonly hit: readonly DeathCounts[];
  readonly died: readonly DeathCounts[];
}

interface Counted {
  readonly counts: number[];
  images: number;
}

export class DeathSums {
  readonly #hit = new Map<string, Counted>();
  readonly #died = new Map<string, Counted>();

  /** `layer`: of the tensor that was hit. */
  add(row: Row, layer: string | undefined): void {
    // Rows made without explanations say nothing of masked images.
    if (row.reason === null && row.masked > 0) return;
    if (layer !== undefined) count(this.#hit, layer, row, row.images);
    if (row.diedAt !== null) count(this.#died, row.diedAt, row, row.masked + row.benign);
  }

  /** In the order of `nodes`. */
  masking(nodes: readonly string[]): Masking {
    const inOrder = (counted: ReadonlyMap<string, Counted>): DeathCounts[] =>
      nodes.flatMap((at) => {
        const own = counted.get(at);
        return own === undefined ? [] : [{ at, counts: [...own.counts], images: own.images }];
      });
    return { hit: inOrder(this.#hit), died: inOrder(this.#died) };
  }
}

function count(into: Map<string, Counted>, at: string, { deaths, benign }: Row, images: number): void {
  let counted = into.get(at);
  if (counted === undefined) {
    counted = { counts: DEATHS.map(() => 0), images: 0 };
    into.set(at, counted);
  }
  const { counts } = counted;
  REASONS.forEach((reason, k) => {
    counts[k] = (counts[k] as number) + deaths[reason];
  });
  counts[REASONS.length] = (counts[REASONS.length] as number) + benign;
  counted.images += images;
}
