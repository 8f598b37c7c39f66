/**
 * Shares of ones per bit in stored parameters (as Gavarini et al. count them for DATE 2023): which stuck-at faults can
 * never matter. Where no word has a bit set, stuck-at-0 there changes nothing; where every word has it, stuck-at-1.
 * Tensors of one name (`kernel`, `bias`) that are stored alike are counted together.
 */
import type { WordField, WordFormat } from '../../formats/format.ts';
import { formatAt, type GroupedFormat, layoutOf } from '../../formats/groupedFormat.ts';

export interface StoredWords {
  /** `kernel`. */
  readonly tensor: string;
  readonly format: GroupedFormat<WordFormat>;
  /** Float32 words of the tensor. */
  readonly words: Uint32Array;
}

export interface BitShares {
  readonly tensor: string;
  readonly format: string;
  readonly elements: number;
  readonly fields: readonly WordField[];
  /** Share of words that have the bit set, least significant first. */
  readonly ones: readonly number[];
}

/** In the order in which names and formats first stand. */
export function bitShares(parameters: Iterable<StoredWords>): BitShares[] {
  const groups = new Map<
    string,
    { readonly first: StoredWords; elements: number; readonly counts: number[] }
  >();
  for (const stored of parameters) {
    const { tensor, format, words } = stored;
    const { name, width } = layoutOf(format);
    const key = `${tensor} ${name}`;
    const group = groups.get(key) ?? { first: stored, elements: 0, counts: new Array<number>(width).fill(0) };
    groups.set(key, group);
    group.elements += words.length;
    for (let i = 0; i < words.length; i++) {
      const code = formatAt(format, i).fromFloat32Bits(words[i] as number);
      for (let bit = 0; bit < width; bit++)
        group.counts[bit] = (group.counts[bit] as number) + ((code >>> bit) & 1);
    }
  }
  return [...groups.values()].map(({ first: { tensor, format }, elements, counts }) => {
    const { name, fields } = layoutOf(format);
    return { tensor, format: name, elements, fields, ones: counts.map((count) => count / elements) };
  });
}
