/**
 * The one thing that talks to the lab worker: opens the model, plays every scene that is set, keeps the newest reply.
 * A scene the engine refuses leaves the last good picture on the screen and says why.
 */
import { LabError } from '#engine/labError.ts';
import type { BackendChoice } from '#workers/labApi.ts';
import type { LabClient } from '#workers/labClient.ts';
import { backendMemory } from './backendMemory.ts';
import { acceptModel, acceptReply, setStatus, useLab } from './lab.ts';
import { notify } from './notices.ts';
import { sceneRequest, useScene } from './scene.ts';
import { followTensors } from './tensors.ts';

export interface LabStart {
  readonly client: LabClient;
  readonly modelUrl: string;
  readonly backend: BackendChoice;
  /** Called when the model is open and before the first scene is played: the address is read here. */
  readonly onOpened: () => void;
}

export async function startLab({ client, modelUrl, backend, onOpened }: LabStart): Promise<void> {
  client.onRecovery((message) => notify('warning', message));
  try {
    const remembered = backendMemory.recall(modelUrl);
    const opened = await client.open({ modelUrl, backend, remembered }, (progress) =>
      setStatus({ kind: 'loading', progress }),
    );
    if (backend === 'auto') backendMemory.remember(modelUrl, opened.backend);
    acceptModel(opened);
  } catch (error) {
    setStatus({ kind: 'failed', message: messageOf(error) });
    return;
  }
  onOpened();
  followTensors(client);
  useScene.subscribe((state, before) => {
    if (state.revision !== before.revision) void play(client);
  });
  setStatus({ kind: 'loading', progress: { stage: 'golden', message: 'Running the first picture' } });
  await play(client);
}

async function play(client: LabClient): Promise<void> {
  const { scene, revision } = useScene.getState();
  if (useLab.getState().replyRevision > 0) setStatus({ kind: 'busy' });
  try {
    const reply = await client.play(sceneRequest(scene, revision));
    if (reply.revision === useScene.getState().revision) acceptReply(reply);
  } catch (error) {
    if (revision !== useScene.getState().revision) return;
    if (error instanceof LabError && error.code === 'cancelled') return;
    const message = messageOf(error);
    const first = useLab.getState().replyRevision === 0;
    setStatus(first ? { kind: 'failed', message } : { kind: 'refused', message });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
