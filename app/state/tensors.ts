/**
 * Whole tensors for what is open. Components say which tensor they show; one request is in flight at a time, the newest
 * scene's first, and while a new one comes the last one of the same tensor stays on the screen.
 */
import { useEffect } from 'react';
import { create } from 'zustand';
import { LabError } from '#engine/labError.ts';
import type { SceneRequest, TensorReply } from '#workers/labApi.ts';
import type { LabClient } from '#workers/labClient.ts';
import { useLab } from './lab.ts';
import { useOpenModel } from './openModel.ts';
import { sceneRequest, useScene } from './scene.ts';

/** Tensor id -> revision of the reply that is held. */
const useHeld = create<Readonly<Record<string, number>>>(() => ({}));
/** Tensor id -> why it could not be read, with the revision it was wanted for; not asked for again until that changes. */
const useRefused = create<Readonly<Record<string, { readonly revision: number; readonly message: string }>>>(
  () => ({}),
);
const replies = new Map<string, TensorReply>();
const wanted = new Map<string, number>();
let client: LabClient | null = null;
let inFlight = false;

/** The tensor in golden and faulty; null until it has come once. `reply.revision` says which scene it belongs to. */
export function useTensor(tensor: string | null): TensorReply | null {
  useEffect(() => {
    if (tensor === null) return;
    wanted.set(tensor, (wanted.get(tensor) ?? 0) + 1);
    pump();
    return () => {
      const left = (wanted.get(tensor) ?? 1) - 1;
      if (left > 0) wanted.set(tensor, left);
      else {
        wanted.delete(tensor);
        // A tensor nobody looks at would be stale when it is looked at again.
        queueMicrotask(() => wanted.has(tensor) || replies.delete(tensor));
      }
    };
  }, [tensor]);
  const revision = useHeld((held) => (tensor === null ? undefined : held[tensor]));
  const reply = tensor === null ? undefined : replies.get(tensor);
  return reply !== undefined && reply.revision === revision ? reply : null;
}

/** Why the tensor cannot be shown; null while it can, or is still on its way. */
export function useTensorRefusal(tensor: string | null): string | null {
  return useRefused((refused) => (tensor === null ? null : (refused[tensor]?.message ?? null)));
}

/** Asks for it once more. */
export function askAgain(tensor: string): void {
  forgetRefusal(tensor);
  pump();
}

function forgetRefusal(tensor: string): void {
  useRefused.setState(({ [tensor]: _, ...others }) => others, true);
}

/** A tensor that is known before the engine is there. */
export function lendTensor(reply: TensorReply): void {
  replies.set(reply.tensor, reply);
  useHeld.setState({ [reply.tensor]: reply.revision });
}

/** Follows the replies: whenever a scene was played, the open tensors are asked for again. Returns the unsubscriber. */
export function followTensors(lab: LabClient): () => void {
  client = lab;
  const stops = [
    useLab.subscribe((state, before) => {
      if (state.replyRevision !== before.replyRevision) pump();
    }),
    useOpenModel.subscribe(({ entry, arriving }, before) => {
      // A tensor of the same name in another model is another tensor.
      if (entry !== before.entry) replies.clear();
      if (arriving !== before.arriving) pump();
    }),
  ];
  pump();
  return () => {
    for (const stop of stops) stop();
    client = null;
  };
}

/** One tensor of that scene, whoever else asks for others meanwhile; rejects with LabError. */
export async function readTensor(tensor: string, scene: SceneRequest): Promise<TensorReply> {
  for (;;) {
    if (client === null) throw new LabError('bad-argument', 'No model is open yet.');
    try {
      return await client.tensor({ scene, tensor });
    } catch (error) {
      if (!(error instanceof LabError && error.code === 'cancelled')) throw error;
    }
  }
}

function pump(): void {
  const lab = client;
  const { replyRevision } = useLab.getState();
  const { scene, revision } = useScene.getState();
  // Before the scene itself is on the screen its tensors would run ahead of everything else.
  const { arriving, epoch } = useOpenModel.getState();
  if (lab === null || inFlight || arriving || replyRevision !== revision) return;
  const refused = useRefused.getState();
  const tensor = [...wanted.keys()].find(
    (id) => replies.get(id)?.revision !== revision && refused[id]?.revision !== revision,
  );
  if (tensor === undefined) return;
  inFlight = true;
  lab
    .tensor({ scene: sceneRequest(scene, revision), tensor })
    .then(
      (reply) => {
        if (epoch !== useOpenModel.getState().epoch) return true;
        replies.set(tensor, reply);
        useHeld.setState({ [tensor]: reply.revision });
        if (useRefused.getState()[tensor]) forgetRefusal(tensor);
        return true;
      },
      (error: unknown) => {
        if (epoch !== useOpenModel.getState().epoch) return true;
        const cancelled = error instanceof LabError && error.code === 'cancelled';
        if (!cancelled) {
          const message = error instanceof Error ? error.message : String(error);
          useRefused.setState({ [tensor]: { revision, message } });
        }
        return true;
      },
    )
    .then((again) => {
      inFlight = false;
      if (again) pump();
    });
}
