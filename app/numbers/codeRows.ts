/** The code table: words in the order of their unsigned integers, as the FKeras notebook prints them. */
import type { WordFormat } from '#engine/formats/format.ts';

export interface CodeRow {
  readonly word: number;
  readonly value: number;
  /** False for a word that only a fault leads to. */
  readonly reachable: boolean;
}

/** Tables of so many words are shown whole; of longer ones a page at a time. */
export const WHOLE = 256;
const PAGE = 64;

/** First word of the page that holds a word. */
export function pageOf(word: number, width: number): number {
  return 2 ** width <= WHOLE ? 0 : word - (word % PAGE);
}

/** First word of the next or previous page; the same at the ends. */
export function turnPage(first: number, width: number, pages: number): number {
  const last = 2 ** width - PAGE;
  return Math.min(Math.max(first + pages * PAGE, 0), Math.max(last, 0));
}

export function codeRows(format: WordFormat, first: number): readonly CodeRow[] {
  const count = Math.min(2 ** format.width <= WHOLE ? WHOLE : PAGE, 2 ** format.width - first);
  return Array.from({ length: count }, (_, k) => {
    const word = first + k;
    const value = format.decode(word);
    return { word, value, reachable: Number.isNaN(value) || format.encode(value) === word };
  });
}
