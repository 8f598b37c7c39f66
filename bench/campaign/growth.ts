/** Cost of a trial and memory from 1,000 to 1,000,000 trials: drawn, run, put in the journal, summed up. */
import { memory } from '@tensorflow/tfjs-core';
import { RowSums } from '#engine/campaign/report/moments.ts';
import { encodeRows } from '#engine/campaign/run/rowChunk.ts';
import { rowsOf } from '#engine/campaign/run/rowColumns.ts';
import { runColumns } from '#engine/campaign/run/runTrials.ts';
import { table } from '../machine.ts';
import { cpuSeconds, openSubject } from './subject.ts';

const SIZES = [1000, 10_000, 100_000, 1_000_000];
const CHUNK = 1000;

export async function growth(): Promise<string> {
  const subject = await openSubject('lenet5', 8);
  const lines: string[][] = [];
  for (const size of SIZES) {
    const campaign = await subject.campaign({ sampling: { kind: 'uniform', size } }, 2);
    const sums = new RowSums(campaign.bound);
    let journalBytes = 0;
    const chunk = async (first: number) => {
      const trials = Array.from({ length: CHUNK }, (_, k) => first + k);
      const columns = await runColumns(campaign, trials);
      journalBytes += encodeRows(columns).length;
      for (const row of rowsOf(columns)) sums.add(row);
    };
    await chunk(0);
    const seconds = await cpuSeconds(async () => {
      for (let first = 0; first < size; first += CHUNK) await chunk(first);
    });
    globalThis.gc?.();
    const { heapUsed } = process.memoryUsage();
    lines.push([
      size.toLocaleString('en'),
      `${((1e6 * seconds) / size).toFixed(1)} µs`,
      String(memory().numTensors),
      `${(heapUsed / 2 ** 20).toFixed(0)} MiB`,
      `${(journalBytes / size).toFixed(1)} bytes`,
    ]);
  }
  const head = ['trials', 'processor time a trial', 'tensors', 'heap of JavaScript', 'journal a trial'];
  return `LeNet-5, one fault on 2 images, from 1,000 to 1,000,000 trials\n\n${table(head, lines)}`;
}
