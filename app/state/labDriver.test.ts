import { beforeEach, describe, expect, it, vi } from 'vitest';
import { LabError } from '#engine/labError.ts';
import type { OpenedModel, SceneReply, SceneRequest } from '#workers/labApi.ts';
import type { LabClient } from '#workers/labClient.ts';
import { useLab } from './lab.ts';
import { startLab } from './labDriver.ts';
import { useNotices } from './notices.ts';
import { FIRST_SCENE, useScene } from './scene.ts';
import { testModel } from './testModel.ts';

interface Played {
  readonly scene: SceneRequest;
  readonly answer: () => void;
  readonly refuse: (error: Error) => void;
}

function fakeClient() {
  const played: Played[] = [];
  let tell: (message: string) => void = () => undefined;
  const client: LabClient = {
    open: async () => ({ ...testModel(), gallery: null }) as OpenedModel,
    play: (scene) =>
      new Promise((resolve, reject) => {
        // Only what the driver reads.
        const reply = { revision: scene.revision } as SceneReply;
        played.push({ scene, answer: () => resolve(reply), refuse: reject });
      }),
    tensor: () => new Promise(() => undefined),
    accuracy: () => new Promise(() => undefined),
    histogram: () => new Promise(() => undefined),
    onRecovery: (listener) => {
      tell = listener;
      return () => undefined;
    },
    close: () => undefined,
  };
  return { client, played, tell: (message: string) => tell(message) };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
const status = () => useLab.getState().status.kind;
const shown = () => useLab.getState().replyRevision;

beforeEach(() => {
  useScene.setState({ scene: FIRST_SCENE, revision: 1, past: [], future: [] });
  useLab.setState({ status: { kind: 'loading', progress: null }, model: null, replyRevision: 0 });
  useNotices.setState({ notices: [] });
});

async function started() {
  const fake = fakeClient();
  const onOpened = vi.fn();
  const end = startLab({ client: fake.client, modelUrl: 'm', backend: 'wasm', onOpened });
  await settle();
  expect(onOpened).toHaveBeenCalledOnce();
  fake.played[0]?.answer();
  await end;
  return fake;
}

describe('startLab', () => {
  it('plays the first scene, and every scene after it', async () => {
    const { played } = await started();
    expect([status(), shown()]).toEqual(['ready', 1]);
    useScene.getState().addFault('dense/kernel[0,0]:flip(30)');
    expect(status()).toBe('busy');
    expect(played[1]?.scene).toEqual({
      revision: 2,
      input: FIRST_SCENE.input,
      storage: [],
      faults: ['dense/kernel[0,0]:flip(30)'],
    });
    played[1]?.answer();
    await settle();
    expect([status(), shown()]).toEqual(['ready', 2]);
  });

  it('drops what is stale, in whatever order it comes', async () => {
    const { played } = await started();
    useScene.getState().addFault('dense/kernel[0,0]:flip(30)');
    useScene.getState().undo();
    played[2]?.answer();
    await settle();
    played[1]?.answer();
    await settle();
    expect([status(), shown()]).toEqual(['ready', 3]);
  });

  it('keeps the last picture when a scene is refused, and says why until the next', async () => {
    const { played } = await started();
    useScene.getState().addFault('nope/kernel[0]:zero');
    played[1]?.refuse(new LabError('unknown-site', 'no node nope'));
    await settle();
    expect(useLab.getState().status).toEqual({ kind: 'refused', message: 'no node nope' });
    expect(shown()).toBe(1);
    useScene.getState().undo();
    played[2]?.answer();
    await settle();
    expect([status(), shown()]).toEqual(['ready', 3]);
  });

  it('takes no notice of scenes that were overtaken', async () => {
    const { played } = await started();
    useScene.getState().addFault('dense/kernel[0,0]:flip(30)');
    played[1]?.refuse(new LabError('cancelled', 'overtaken'));
    await settle();
    expect(status()).toBe('busy');
  });

  it('says so when no model can be opened', async () => {
    const { client } = fakeClient();
    const broken: LabClient = {
      ...client,
      open: () => Promise.reject(new LabError('bad-file', 'model.json is missing.')),
    };
    const onOpened = vi.fn();
    await startLab({ client: broken, modelUrl: 'm', backend: 'wasm', onOpened });
    expect(useLab.getState().status).toEqual({ kind: 'failed', message: 'model.json is missing.' });
    expect(onOpened).not.toHaveBeenCalled();
  });

  it('passes on that the worker was started again', async () => {
    const { tell } = await started();
    tell('The worker stopped. It was started again.');
    expect(useNotices.getState().notices.map(({ text }) => text)).toEqual([
      'The worker stopped. It was started again.',
    ]);
  });
});
