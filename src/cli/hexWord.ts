/** Words as they are written everywhere in the lab: 0x, lower case, as many digits as the format has. */

/** Unsigned or signed word of the format. */
export function hexWord(word: number, { width }: { readonly width: number }): string {
  return `0x${(word >>> 0).toString(16).padStart(Math.ceil(width / 4), '0')}`;
}

/** The bits, most significant first. */
export function bitText(word: number, width: number): string {
  return (word >>> 0).toString(2).padStart(width, '0');
}
