/**
 * "Which bit hurts", by the prediction: all flips of one word, run one after the other on request. A question says under
 * which scene and for which word; what came of it stays as long as the same is asked, so that flips of the word itself,
 * which are no part of the question, can be tried with the answers in sight. Latest wins.
 */
import { create } from 'zustand';
import type { FlipOutcome } from '#workers/labApi.ts';
import type { LabClient } from '#workers/labClient.ts';
import { useLab } from './lab.ts';
import { type Scene, sameScene, sceneRequest, useScene } from './scene.ts';

export interface FlipsQuestion {
  /** The scene without flips of this very word. */
  readonly scene: Scene;
  readonly tensor: string;
  readonly index: number;
  /** Bits of a word of the tensor. */
  readonly width: number;
}

export interface FlipRuns {
  readonly question: FlipsQuestion | null;
  /** By bit; those that have not been run are missing. */
  readonly outcomes: Readonly<Record<number, FlipOutcome>>;
  readonly state: 'running' | 'done' | 'stopped' | 'failed';
  /** Why it failed. */
  readonly message: string;
}

const NOTHING: FlipRuns = { question: null, outcomes: {}, state: 'stopped', message: '' };

const useRuns = create<FlipRuns>(() => NOTHING);
let client: LabClient | null = null;
let running: AbortController | null = null;

/** Returns what takes the client away again. */
export function followFlips(lab: LabClient): () => void {
  client = lab;
  const forget = () => {
    stopFlips();
    useRuns.setState(NOTHING);
  };
  const stop = useLab.subscribe((state, before) => {
    if (state.model !== before.model) forget();
  });
  return () => {
    stop();
    forget();
    client = null;
  };
}

/** What came of this question so far; null if it was not asked, or another one was asked since. */
export function useFlipRuns(question: FlipsQuestion | null): FlipRuns | null {
  return answering(useRuns(), question);
}

export function flipRuns(question: FlipsQuestion): FlipRuns | null {
  return answering(useRuns.getState(), question);
}

/** Runs every flip that has no outcome yet, from the sign bit down. */
export async function runFlips(question: FlipsQuestion): Promise<void> {
  const lab = client;
  if (lab === null) return;
  running?.abort();
  const own = new AbortController();
  running = own;
  const known = flipRuns(question)?.outcomes ?? {};
  useRuns.setState({ question, outcomes: known, state: 'running', message: '' });
  const bits = Array.from({ length: question.width }, (_, place) => question.width - 1 - place);
  const { scene, tensor, index } = question;
  const request = {
    scene: sceneRequest(scene, useScene.getState().revision),
    tensor,
    index,
    bits: bits.filter((bitIndex) => known[bitIndex] === undefined),
  };
  try {
    await lab.flips(request, put, own.signal);
    if (running === own) useRuns.setState({ state: 'done' });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (running === own) useRuns.setState({ state: 'failed', message });
  }
  if (running === own) running = null;
}

/** What has come stays; the rest can be asked for again. */
export function stopFlips(): void {
  if (running === null) return;
  running.abort();
  running = null;
  useRuns.setState({ state: 'stopped' });
}

function put(outcome: FlipOutcome): void {
  useRuns.setState(({ outcomes }) => ({ outcomes: { ...outcomes, [outcome.bitIndex]: outcome } }));
}

function answering(runs: FlipRuns, question: FlipsQuestion | null): FlipRuns | null {
  return question !== null && runs.question !== null && sameQuestion(runs.question, question) ? runs : null;
}

function sameQuestion(a: FlipsQuestion, b: FlipsQuestion): boolean {
  return a.tensor === b.tensor && a.index === b.index && a.width === b.width && sameScene(a.scene, b.scene);
}
