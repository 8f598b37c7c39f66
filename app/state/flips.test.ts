import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LabError } from '#engine/labError.ts';
import type { FlipOutcome, FlipsRequest } from '#workers/labApi.ts';
import type { LabClient } from '#workers/labClient.ts';
import { type FlipsQuestion, flipRuns, followFlips, runFlips, stopFlips } from './flips.ts';
import { FIRST_SCENE, switchedOn } from './scene.ts';

interface Asked {
  readonly request: FlipsRequest;
  readonly signal: AbortSignal;
  /** Tells the outcome of the next bit that was asked for. */
  readonly step: () => void;
  readonly finish: () => void;
  readonly refuse: (error: Error) => void;
}

const asked: Asked[] = [];
const client = {
  flips: (request: FlipsRequest, onOutcome: (outcome: FlipOutcome) => void, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const left = [...request.bits];
      const step = () => {
        const bitIndex = left.shift();
        if (bitIndex !== undefined && !signal.aborted)
          onOutcome({ bitIndex, verdict: 'benign', top: null, scoreChange: 0, distance: 0 });
      };
      asked.push({ request, signal, step, finish: resolve, refuse: reject });
    }),
} as Partial<LabClient> as LabClient;

const question: FlipsQuestion = { scene: FIRST_SCENE, tensor: 'conv2d/bias', index: 3, width: 4 };
const other: FlipsQuestion = { ...question, index: 4 };
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
const done = () => Object.keys(flipRuns(question)?.outcomes ?? {}).map(Number);

let stop: () => void;
beforeEach(() => {
  asked.length = 0;
  stop = followFlips(client);
});
afterEach(() => stop());

describe('all flips of a word', () => {
  it('are asked for from the sign bit down, and come one by one', async () => {
    void runFlips(question);
    expect(asked[0]?.request).toMatchObject({ tensor: 'conv2d/bias', index: 3, bits: [3, 2, 1, 0] });
    asked[0]?.step();
    asked[0]?.step();
    expect(done()).toEqual([2, 3]);
    expect(flipRuns(question)?.state).toBe('running');
    asked[0]?.finish();
    await settle();
    expect(flipRuns(question)?.state).toBe('done');
  });

  it('stop when told to, and go on where they stopped', () => {
    void runFlips(question);
    asked[0]?.step();
    stopFlips();
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(flipRuns(question)?.state).toBe('stopped');
    void runFlips(question);
    expect(asked[1]?.request.bits).toEqual([2, 1, 0]);
    expect(done()).toEqual([3]);
  });

  it('give way to the newest question', async () => {
    void runFlips(question);
    void runFlips(other);
    expect(asked[0]?.signal.aborted).toBe(true);
    asked[0]?.step();
    asked[0]?.finish();
    await settle();
    expect(flipRuns(question)).toBeNull();
    expect(flipRuns(other)).toMatchObject({ outcomes: {}, state: 'running' });
  });

  it('belong to one scene', () => {
    void runFlips(question);
    asked[0]?.step();
    const scene = { ...FIRST_SCENE, faults: [switchedOn('conv2d/bias[0]:flip(1)')] };
    expect(flipRuns({ ...question, scene })).toBeNull();
    expect(flipRuns({ ...question, scene: { ...FIRST_SCENE } })).not.toBeNull();
  });

  it('say why they failed', async () => {
    void runFlips(question);
    asked[0]?.refuse(new LabError('unknown-site', 'There is no such word.'));
    await settle();
    expect(flipRuns(question)).toMatchObject({ state: 'failed', message: 'There is no such word.' });
  });
});
