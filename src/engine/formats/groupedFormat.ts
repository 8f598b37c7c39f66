/** The format of a whole tensor that has several scales: one format per group of elements. */
import type { CodeFormat } from './codeFormat.ts';
import type { ScaleGroups } from './scaleGroups.ts';

export interface GroupedFormat {
  readonly groups: ScaleGroups;
  /** One per group, all of one width. */
  readonly formats: readonly CodeFormat[];
}

/** Word of the value at a flat index. */
export function encodeAt({ groups, formats }: GroupedFormat, value: number, flatIndex: number): number {
  return (formats[groups.of(flatIndex)] as CodeFormat).encode(value);
}

export function decodeAt({ groups, formats }: GroupedFormat, word: number, flatIndex: number): number {
  return (formats[groups.of(flatIndex)] as CodeFormat).decode(word);
}
