/** The format of a whole tensor: one for all its words, or one for each group of elements that share a scale. */
import type { CodeFormat } from './codeFormat.ts';
import { float32 } from './float32.ts';
import type { WordFormat } from './format.ts';
import { ONE_GROUP, type ScaleGroups } from './scaleGroups.ts';

export interface GroupedFormat<Words extends WordFormat = CodeFormat> {
  readonly groups: ScaleGroups;
  /** One per group, all of one width and layout; at least one. */
  readonly formats: readonly Words[];
}

/** The same format for every word. */
export function uniformFormat<Words extends WordFormat>(format: Words): GroupedFormat<Words> {
  return { groups: ONE_GROUP, formats: [format] };
}

/** A tensor that is stored as it is computed. */
export const FLOAT32_TENSOR: GroupedFormat<WordFormat> = uniformFormat<WordFormat>(float32);

/** What all groups have in common: name, width, fields. */
export function layoutOf<Words extends WordFormat>({ formats }: GroupedFormat<Words>): Words {
  return formats[0] as Words;
}

export function formatAt<Words extends WordFormat>(
  { groups, formats }: GroupedFormat<Words>,
  flatIndex: number,
): Words {
  return formats[groups.count === 1 ? 0 : groups.of(flatIndex)] as Words;
}

/** Word of the value at a flat index. */
export function encodeAt(format: GroupedFormat, value: number, flatIndex: number): number {
  return formatAt(format, flatIndex).encode(value);
}

export function decodeAt(format: GroupedFormat, word: number, flatIndex: number): number {
  return formatAt(format, flatIndex).decode(word);
}
