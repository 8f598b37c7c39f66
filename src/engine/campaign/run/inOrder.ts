/**
 * The rows of a journal by trial, each once, some thousand at a time: parts are read in the order of their first trial,
 * and a row is given when no later part can come before it. Memory is that of the parts that overlap. Throws LabError
 * `bad-file` where two rows of a trial differ.
 */
import { mergeRows } from './journal.ts';
import type { Row } from './row.ts';

/** A part that was read: rows by trial, of which those before `next` were given. */
interface Open {
  readonly rows: readonly Row[];
  next: number;
}

/** `places`: by first trial. */
export async function* inOrder<Place extends { readonly first: number }>(
  places: readonly Place[],
  read: (place: Place) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  let open: Open[] = [];
  let last: Row | null = null;
  for (const [k, place] of places.entries()) {
    const fresh = await read(place);
    open.push({ rows: ascending(fresh) ? fresh : mergeRows([fresh]), next: 0 });
    const ready: Row[] = [];
    for (const row of below(open, places[k + 1]?.first ?? Number.POSITIVE_INFINITY)) {
      // A trial that stands twice must say the same twice.
      if (last?.trial === row.trial) mergeRows([[last, row]]);
      else ready.push(row);
      last = row;
    }
    open = open.filter(({ rows, next }) => next < rows.length);
    if (ready.length > 0) yield ready;
  }
}

/** Takes rows of trials below `end` off the open parts, in order. */
function* below(open: readonly Open[], end: number): Generator<Row> {
  for (;;) {
    let least: Open | null = null;
    let trial = end;
    for (const part of open) {
      const head = part.rows[part.next]?.trial ?? Number.POSITIVE_INFINITY;
      if (head >= trial) continue;
      trial = head;
      least = part;
    }
    if (least === null) return;
    yield least.rows[least.next] as Row;
    least.next++;
  }
}

const ascending = (rows: readonly Row[]): boolean =>
  rows.every(({ trial }, k) => k === 0 || (rows[k - 1] as Row).trial < trial);
