/** The code table: words in the order of their unsigned integers, as the FKeras notebook prints them. */

/** What is needed of a format to list its words. */
export interface ListedWords {
  readonly width: number;
  readonly decode: (word: number) => number;
  /** Null for a value without a word. */
  readonly encode: (value: number) => number | null;
}

export interface CodeRow {
  readonly word: number;
  readonly value: number;
  /** False for a word that only a fault leads to. */
  readonly reachable: boolean;
}

/** Tables of so many words are shown whole; of longer ones a page at a time. */
export const WHOLE = 256;
const PAGE = 64;

export const isWhole = (width: number): boolean => 2 ** width <= WHOLE;

/** First word of the page that holds a word. */
export function pageOf(word: number, width: number): number {
  return isWhole(width) ? 0 : word - (word % PAGE);
}

/** First word of the next or previous page; the same at the ends. */
export function turnPage(first: number, width: number, pages: number): number {
  const last = 2 ** width - PAGE;
  return Math.min(Math.max(first + pages * PAGE, 0), Math.max(last, 0));
}

export function codeRows({ width, decode, encode }: ListedWords, first: number): readonly CodeRow[] {
  const count = Math.min(isWhole(width) ? WHOLE : PAGE, 2 ** width - first);
  return Array.from({ length: count }, (_, k) => {
    const word = first + k;
    const value = decode(word);
    return { word, value, reachable: Number.isNaN(value) || encode(value) === word };
  });
}
