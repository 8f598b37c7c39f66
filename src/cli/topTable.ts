/** The best classes as JSON and as text. */
import type { TopEntry } from '#engine/campaign/outcome.ts';
import type { Json } from '#engine/jsonText.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';
import type { OptionRule } from './command.ts';

export const TOP_OPTION: OptionRule = {
  value: 'K',
  description: 'How many classes to list, best first. Default 5.',
};

export const DEFAULT_TOP = 5;

export function topJson(top: readonly TopEntry[]): Json {
  return top.map(({ label, index, score }) => ({ label, index, score }));
}

/** Label and score of each entry, as cells of a row. */
export function topCells(entry: TopEntry | undefined): readonly [string, string] {
  return entry === undefined ? ['', ''] : [entry.label, shortNumber(entry.score)];
}
