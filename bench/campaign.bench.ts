/**
 * Campaign trials in Node on wasm: the naive way with TensorFlow.js alone (write the weight into the model, predict, read
 * the answer), the engine's resume per fault, and all shortcuts. Same faults and images; the rows of the engine's two ways
 * are compared word by word, and the answers of the naive way with them. Then two worker threads against one, and the cost
 * of a trial and the memory from 1,000 to 1,000,000 trials.
 */
import { isMainThread } from 'node:worker_threads';
import { benchThread } from './campaign/benchThread.ts';
import { growth } from './campaign/growth.ts';
import { compared } from './campaign/shortcuts.ts';
import { scaling } from './campaign/threads.ts';
import { cores } from './machine.ts';

if (!isMainThread) await benchThread();
else {
  console.log(`Node, wasm SIMD, ${cores}; trials per second of processor time of one thread\n`);
  for await (const text of compared()) console.log(text);
  console.log(await scaling());
  console.log(await growth());
}
