/**
 * A fault: what happens to which words, when, for whom (DESIGN 3 and 3.1). Plain data; `parse.ts` and
 * `print.ts` turn it into a fault string and back.
 */

/** One axis of coordinates. `range` is half-open as in NumPy: `2:5` is 2, 3, 4. */
export type AxisIndex =
  | { readonly kind: 'at'; readonly at: number }
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'all' };

export type SiteIndex =
  /** One entry per axis, without the batch axis; none for a scalar. */
  | { readonly kind: 'coordinates'; readonly axes: readonly AxisIndex[] }
  /** Row-major place in the tensor, without the batch axis. */
  | { readonly kind: 'flat'; readonly at: number };

export interface Site {
  /** Node id with its escapes and call suffix, e.g. `block/conv%3A1~2`. */
  readonly node: string;
  /** `kernel`, `output`, `output.1`, `pre`, ... */
  readonly tensor: string;
  readonly index: SiteIndex;
  /** Time step of a spiking network; null means every step. */
  readonly step: number | null;
  /** Place in the current inputs; null means every image. */
  readonly image: number | null;
}

export type Effect =
  /** In the order given; a bit that stands twice in a flip is flipped twice. No bits: nothing happens. */
  | { readonly kind: 'flip' | 'stuck0' | 'stuck1'; readonly bits: readonly number[] }
  /** A value, rounded to the format. */
  | { readonly kind: 'set'; readonly value: number }
  /** A word of the format as it is, NaN payloads included. */
  | { readonly kind: 'setWord'; readonly word: number }
  /** The value zero. */
  | { readonly kind: 'zero' };

export interface Fault {
  readonly site: Site;
  readonly effect: Effect;
  /**
   * Format in which the whole tensor is stored; null leaves it to the storage plan, float32 if that says
   * nothing.
   */
  readonly format: string | null;
}
