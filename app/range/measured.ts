/**
 * What the worker tells the range explorer, asked only while somebody looks: the model's accuracy over the gallery under
 * the scene, refined as it comes; a parameter as it is before it is stored; an activation's spread over the gallery.
 */
import { useEffect } from 'react';
import { create } from 'zustand';
import { useLab } from '#app/state/lab.ts';
import { sceneRequest, useScene } from '#app/state/scene.ts';
import { LabError } from '#engine/labError.ts';
import type { GalleryAccuracy, SceneRequest } from '#workers/labApi.ts';
import type { LabClient } from '#workers/labClient.ts';
import { type Spread, spreadOfCounts, spreadOfValues } from './spread.ts';

interface Measured {
  readonly accuracy: GalleryAccuracy | null;
  /** Revision of the scene that the accuracy is of. */
  readonly revision: number;
  /** Tensors whose spread is held. */
  readonly spreads: Readonly<Record<string, Spread>>;
  readonly problem: string | null;
  /** False until the engine is there: the screen may be painted before. */
  readonly isReady: boolean;
}

const NOTHING: Measured = { accuracy: null, revision: 0, spreads: {}, problem: null, isReady: false };
const BINS = 2048;

const useMeasured = create<Measured>(() => NOTHING);
let client: LabClient | null = null;
let watchers = 0;

/** Returns what takes the client away again. */
export function followRange(lab: LabClient): () => void {
  client = lab;
  const stops = [
    useScene.subscribe((state, before) => {
      if (state.revision !== before.revision) measure();
    }),
    useLab.subscribe((state, before) => {
      if (state.model?.modelHash !== before.model?.modelHash)
        useMeasured.setState({ ...NOTHING, isReady: true });
    }),
  ];
  useMeasured.setState({ isReady: true });
  measure();
  return () => {
    for (const stop of stops) stop();
    useMeasured.setState(NOTHING);
    client = null;
  };
}

export interface SceneAccuracy {
  /** Null before the first answer. */
  readonly accuracy: GalleryAccuracy | null;
  /** True if it is of the scene as it is now, though not yet of every picture. */
  readonly isCurrent: boolean;
}

/** While a component uses it, every scene is measured. */
export function useAccuracy(): SceneAccuracy {
  useEffect(() => {
    watchers++;
    measure();
    return () => {
      watchers--;
    };
  }, []);
  const accuracy = useMeasured((state) => state.accuracy);
  const revision = useMeasured((state) => state.revision);
  const now = useScene((state) => state.revision);
  return { accuracy, isCurrent: revision === now };
}

function measure(): void {
  const { scene, revision } = useScene.getState();
  const { accuracy, revision: known } = useMeasured.getState();
  if (
    client === null ||
    watchers === 0 ||
    (known === revision && accuracy?.done === accuracy?.total && accuracy)
  )
    return;
  const take = (next: GalleryAccuracy) => {
    // What is overtaken still shows which way it goes, until the newest scene has an answer.
    if (useMeasured.getState().revision <= revision) useMeasured.setState({ accuracy: next, revision });
  };
  client.accuracy(sceneRequest(scene, revision), take).then(take, report);
}

const asked = new Set<string>();

/** Null until it has come. */
export function useSpread(tensor: string, isParameter: boolean): Spread | null {
  const model = useLab((state) => state.model?.modelHash ?? '');
  const isReady = useMeasured((state) => state.isReady);
  useEffect(() => {
    if (isReady) void ask(tensor, isParameter, model);
  }, [tensor, isParameter, model, isReady]);
  return useMeasured((state) => state.spreads[tensor] ?? null);
}

/** The same for commands, which wait for nothing. */
export const heldSpread = (tensor: string): Spread | null => useMeasured.getState().spreads[tensor] ?? null;

async function ask(tensor: string, isParameter: boolean, model: string): Promise<void> {
  const key = `${model} ${tensor}`;
  if (client === null || asked.has(key) || useMeasured.getState().spreads[tensor]) return;
  asked.add(key);
  try {
    const spread = isParameter ? await readValues(client, tensor) : await readCounts(client, tensor);
    if (useLab.getState().model?.modelHash === model)
      useMeasured.setState(({ spreads }) => ({ spreads: { ...spreads, [tensor]: spread } }));
  } catch (error) {
    report(error);
  } finally {
    asked.delete(key);
  }
}

/** The scene without faults and stored as it was made: what a format is to be chosen for. */
function plainScene(): SceneRequest {
  const { scene, revision } = useScene.getState();
  return { ...sceneRequest(scene, revision), storage: [], faults: [] };
}

async function readValues(lab: LabClient, tensor: string): Promise<Spread> {
  for (;;) {
    try {
      const { golden, shape } = await lab.tensor({ scene: plainScene(), tensor });
      return spreadOfValues(tensor, golden, shape, /\/depthwise_kernel$/.test(tensor));
    } catch (error) {
      // The layer's own pictures were asked for in between: they go first.
      if (!isCancelled(error)) throw error;
    }
  }
}

async function readCounts(lab: LabClient, tensor: string): Promise<Spread> {
  const over = useLab.getState().model?.gallery ? 'gallery' : 'scene';
  return spreadOfCounts(await lab.histogram({ scene: plainScene(), tensor, bins: BINS, over }));
}

function report(error: unknown): void {
  if (isCancelled(error)) return;
  useMeasured.setState({ problem: error instanceof Error ? error.message : String(error) });
}

/** What went wrong last, for the panel to say. */
export const useMeasureProblem = (): string | null => useMeasured((state) => state.problem);

const isCancelled = (error: unknown): boolean => error instanceof LabError && error.code === 'cancelled';
