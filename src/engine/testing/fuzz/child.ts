/**
 * A process that plays mutations one after the other and tells of each before and after it, so that whoever started it
 * can end it where one hangs. `child.js SEED FROM TO`.
 */
import { largestRequest, watchAllocations } from './watchAllocations.ts';

/** Files of at most some 100 kB: no honest step needs as much. */
const MOST_BYTES = 2 ** 28;

const [seed = 1, from = 0, to = 0] = process.argv.slice(2).map(Number);
const tell = (message: object): void => void process.send?.(message);
// jsfive warns of attributes that it does not read, TensorFlow.js of running in Node.
console.warn = () => undefined;
watchAllocations(MOST_BYTES);

const { fuzzCase, playCase } = await import('./campaign.ts');
const { fuzzSubjects } = await import('./subjects.ts');
const subjects = fuzzSubjects();
for (let index = from; index < to; index++) {
  tell({ kind: 'begun', index });
  const played = fuzzCase(subjects, seed, index);
  const startMs = performance.now();
  largestRequest();
  const outcome = await playCase(played);
  const { name, kind } = played.subject;
  tell({
    kind: 'done',
    index,
    name,
    format: kind,
    what: played.mutation.what,
    outcome,
    tookMs: performance.now() - startMs,
    largestBytes: largestRequest(),
    mostBytes: MOST_BYTES,
  });
}
tell({ kind: 'end', maxRssBytes: process.resourceUsage().maxRSS * 1024 });
process.disconnect?.();
