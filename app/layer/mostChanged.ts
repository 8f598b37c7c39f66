/**
 * The elements that a table of a tensor shows: by falling |difference|, what is not finite first; where nothing changed by
 * falling |golden|. Of equal ones the lower index comes first.
 */
import type { Comparison } from './comparison.ts';

interface Entry {
  readonly index: number;
  readonly size: number;
}

/** At most `count` indices. One pass with a heap as large as the table: tensors have up to millions of elements. */
export function mostChanged(
  { golden, faulty, changed, changedIndices }: Comparison,
  count: number,
): readonly number[] {
  const heap: Entry[] = [];
  const offer = (index: number, size: number) => {
    const least = heap[0];
    if (heap.length < count) climb(heap, { index, size });
    else if (least && size > least.size) sink(heap, { index, size });
  };
  if (changed === 0) for (const [index, value] of golden.entries()) offer(index, sizeOf(value));
  else
    for (const index of changedIndices)
      offer(index, sizeOf((faulty[index] as number) - (golden[index] as number)));
  return heap.sort((a, b) => (below(a, b) ? 1 : -1)).map(({ index }) => index);
}

const sizeOf = (value: number): number => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : Math.abs(value));

/** Is `a` worth less than `b`? */
const below = (a: Entry, b: Entry): boolean => a.size < b.size || (a.size === b.size && a.index > b.index);

/** A binary heap, the least on top. */
function climb(heap: Entry[], entry: Entry): void {
  let at = heap.push(entry) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!below(entry, heap[parent] as Entry)) break;
    heap[at] = heap[parent] as Entry;
    at = parent;
  }
  heap[at] = entry;
}

function sink(heap: Entry[], entry: Entry): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && below(heap[child + 1] as Entry, heap[child] as Entry)) child++;
    if (!below(heap[child] as Entry, entry)) break;
    heap[at] = heap[child] as Entry;
    at = child;
  }
  heap[at] = entry;
}
