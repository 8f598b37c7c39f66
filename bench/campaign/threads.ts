/** Two worker threads against one, on the clock: the same trials, handed out as the command line does. */
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { RowLines } from '#engine/campaign/run/journal.ts';
import { table } from '../machine.ts';
import type { ThreadData } from './benchThread.ts';

const TRIALS = [
  ['lenet5', 8, 600_000, 2000],
  ['resnet20', 8, 2400, 50],
] as const;

export async function scaling(): Promise<string> {
  const lines: string[][] = [];
  for (const [model, images, size, chunk] of TRIALS) {
    const data = { model, images, plan: { sampling: { kind: 'uniform', size } } };
    const workers = [await started(data), await started(data)];
    // So that both are compiled to the end, each by all of it.
    for (const worker of workers) await clocked([worker], size, chunk);
    const ratios: number[] = [];
    for (let turn = 0; turn < 5; turn++) {
      const one = await clocked(workers.slice(0, 1), size, chunk);
      const two = await clocked(workers, size, chunk);
      ratios.push(one / two);
    }
    for (const worker of workers) await worker.terminate();
    ratios.sort((a, b) => a - b);
    const [least, , median, , most] = ratios as [number, number, number, number, number];
    lines.push([model, ...[least, median, most].map((ratio) => `x${ratio.toFixed(2)}`)]);
  }
  return `Two worker threads against one, five turns, network-wise weights\n\n${table(['model', 'least', 'median', 'most'], lines)}`;
}

async function started(data: ThreadData): Promise<Worker> {
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: data });
  await once(worker, 'message');
  return worker;
}

async function clocked(workers: readonly Worker[], size: number, chunk: number): Promise<number> {
  const startMs = performance.now();
  let next = 0;
  let made = 0;
  await Promise.all(
    workers.map(async (worker) => {
      while (next < size) {
        const trials = Array.from({ length: Math.min(chunk, size - next) }, (_, k) => next + k);
        next += trials.length;
        worker.postMessage(trials);
        const [lines] = (await once(worker, 'message')) as [RowLines];
        made += lines.trials.length;
      }
    }),
  );
  if (made !== size) throw new Error(`${made} rows of ${size} trials`);
  return performance.now() - startMs;
}
