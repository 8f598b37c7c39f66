/** The page's side of the layout worker. Each question has a worker of its own, so that `cancel` frees the processor. */
import * as Comlink from 'comlink';
import type { LayoutApi, ScatterAnswer, ScatterRequest } from './layoutApi.ts';
import { installWire } from './wire.ts';

export interface LayoutJob {
  /** Stays open when the job is cancelled; rejects when the layout fails. */
  readonly answer: Promise<ScatterAnswer>;
  readonly cancel: () => void;
}

export function startLayout(request: ScatterRequest): LayoutJob {
  installWire();
  const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), {
    type: 'module',
    name: 'layout',
  });
  const cancel = () => worker.terminate();
  const died = new Promise<never>((_, reject) => {
    worker.addEventListener('error', () => reject(new Error('The layout could not be computed.')));
  });
  const answer = Promise.race([Comlink.wrap<LayoutApi>(worker).scatter(request), died]).finally(cancel);
  return { answer, cancel };
}
