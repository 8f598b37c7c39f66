/**
 * Masked rows of a stack run once more to see where they died: from the last cut at which they differed to the one at which
 * they did not, together with the golden row of the same image in one batch, every step compared with it. The last step that
 * read something else and gave the same is the place.
 */
import type { ValueId } from '../../graph/modelGraph.ts';
import type { Bench, Counting } from './bench.ts';
import { type Death, reasonOf } from './reasons.ts';
import { sameRow } from './sameWord.ts';
import { type Goldens, StackRun } from './stackRun.ts';
import type { Suffix, SuffixStep } from './suffix.ts';

export interface Unexplained {
  /** Of the trial. */
  readonly place: number;
  /** In the bench. */
  readonly image: number;
  /** A value at which it still differed, and its words there. */
  readonly value: ValueId;
  readonly words: Int32Array;
  /** Steps of the suffix from the first behind that value to the last before it was seen to be golden again. */
  readonly from: number;
  readonly to: number;
}

const LIVE_BYTES = 24 * 2 ** 20;

/** `goldens`: values that the suffix reads from outside, and those at which rows start. */
export function explainRows(
  bench: Bench,
  counting: Counting,
  suffix: Suffix,
  goldens: Goldens,
  rows: readonly Unexplained[],
): void {
  const most = Math.max(1, Math.floor(LIVE_BYTES / 4 / suffix.liveWords) - 1);
  const alike = new Map<string, Unexplained[]>();
  for (const row of rows) {
    const key = `${row.image} ${row.from} ${row.to}`;
    const own = alike.get(key);
    if (own === undefined) alike.set(key, [row]);
    else own.push(row);
  }
  for (const own of alike.values())
    for (let first = 0; first < own.length; first += most)
      explainSome(bench, counting, suffix, goldens, own.slice(first, first + most));
}

function explainSome(
  bench: Bench,
  counting: Counting,
  suffix: Suffix,
  goldens: Goldens,
  rows: readonly Unexplained[],
): void {
  const { graph } = bench.campaign.place.program;
  const { image, value, from, to } = rows[0] as Unexplained;
  const start = goldens.get(value)?.rows[image] as Int32Array;
  const words = new Int32Array((rows.length + 1) * start.length);
  rows.forEach((row, k) => {
    words.set(row.words, k * start.length);
  });
  words.set(start, rows.length * start.length);
  const images = new Int32Array(rows.length + 1).fill(image);
  const run = new StackRun(bench, counting, goldens, images, value, words);
  const deaths: (Death | null)[] = rows.map(() => null);
  try {
    for (const each of suffix.steps.slice(from, to + 1)) {
      run.step(each.step);
      for (const k of rows.keys()) {
        const read = whatDiffers(run, suffix, each, k, rows.length);
        if (read === null || !givesGolden(run, each, k, rows.length)) continue;
        const output = rowOf(run, each.step.outputs[0] as ValueId, rows.length, rows.length);
        const [golden, faulty] = [
          rowOf(run, read, rows.length, rows.length),
          rowOf(run, read, k, rows.length),
        ];
        deaths[k] = {
          reason: reasonOf(bench.killer(each.step), { golden, faulty }, output),
          node: bench.nodePlaces.get(each.step.node) as number,
        };
      }
      run.drop(each.spent);
    }
  } finally {
    run.dispose();
  }
  rows.forEach(({ place }, k) => {
    const death = deaths[k] as Death;
    bench.died(counting, place, image, death.reason, graph.nodes[death.node]?.id as string);
  });
}

function rowOf(run: StackRun, id: ValueId, row: number, last: number): Int32Array {
  const words = run.words(id);
  const size = words.length / (last + 1);
  return words.subarray(row * size, (row + 1) * size);
}

const isSame = (run: StackRun, id: ValueId, row: number, last: number): boolean => {
  const golden = rowOf(run, id, last, last);
  return sameRow(rowOf(run, id, row, last), 0, golden, 0, golden.length);
};

/** The first input of the step in which a row is not golden. */
function whatDiffers(run: StackRun, { reached }: Suffix, { step }: SuffixStep, row: number, last: number) {
  return step.inputs.find((id) => reached.has(id) && !isSame(run, id, row, last)) ?? null;
}

const givesGolden = (run: StackRun, { step }: SuffixStep, row: number, last: number): boolean =>
  step.outputs.every((id) => isSame(run, id, row, last));
