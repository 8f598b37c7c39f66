/**
 * The rows of a journal by trial, each once, some thousand at a time: parts are read in the order of their first trial,
 * and what reaches past the next part's first waits. Memory is that of the parts that overlap. Throws LabError `bad-file`
 * where two rows of a trial differ.
 */
import { mergeRows } from './journal.ts';
import type { Row } from './row.ts';

/** `places`: by first trial. */
export async function* inOrder<Place extends { readonly first: number }>(
  places: readonly Place[],
  read: (place: Place) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  let waiting: readonly Row[] = [];
  for (const [k, place] of places.entries()) {
    const fresh = await read(place);
    const rows = waiting.length === 0 && ascending(fresh) ? fresh : mergeRows([waiting, fresh]);
    const next = places[k + 1]?.first ?? Number.POSITIVE_INFINITY;
    const cut = rows.findIndex(({ trial }) => trial >= next);
    const ready = cut < 0 ? rows : rows.slice(0, cut);
    waiting = cut < 0 ? [] : rows.slice(cut);
    if (ready.length > 0) yield ready;
  }
}

const ascending = (rows: readonly Row[]): boolean =>
  rows.every(({ trial }, k) => k === 0 || (rows[k - 1] as Row).trial < trial);
