/** The rows of a kept campaign by trial, each once, a chunk at a time. */
import { inOrder } from '#engine/campaign/run/inOrder.ts';
import type { Row } from '#engine/campaign/run/row.ts';
import { decodeRows } from '#engine/campaign/run/rowChunk.ts';
import type { ChunkJournal } from './campaignJournal.ts';

export async function* orderedRows(journal: ChunkJournal): AsyncGenerator<readonly Row[]> {
  yield* inOrder(await journal.places(), async (place) => decodeRows(await journal.read(place)));
}
