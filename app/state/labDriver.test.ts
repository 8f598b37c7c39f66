// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FIRST_MODEL } from '#app/library/modelShelf.ts';
import { LabError } from '#engine/labError.ts';
import type { OpenedModel, SceneReply, SceneRequest } from '#workers/labApi.ts';
import type { LabClient, Recovery } from '#workers/labClient.ts';
import type { ModelSummary } from './lab.ts';
import { useLab } from './lab.ts';
import { startLab, switchModel } from './labDriver.ts';
import { useNotices } from './notices.ts';
import { cancelOpening, useOpenModel } from './openModel.ts';
import { activeFaults, FIRST_SCENE, useScene } from './scene.ts';
import { FIRST_SELECTION, useSelection } from './selection.ts';
import { testModel } from './testModel.ts';

interface Played {
  readonly scene: SceneRequest;
  readonly answer: () => void;
  readonly refuse: (error: Error) => void;
}

interface Opened {
  readonly modelUrl: string;
  readonly answer: (model: OpenedModel) => void;
  readonly refuse: (error: Error) => void;
}

/** The model with ten pictures of which each is all of one grey, `first` in front. */
function gallery(model: ModelSummary, first = 0): OpenedModel {
  const facts = model.gallery;
  if (facts === null) throw new Error('the test model has a gallery');
  const size = facts.shape.reduce((product, n) => product * n, 1);
  const pixels = new Uint8Array(size * facts.count);
  for (let i = 0; i < facts.count; i++) pixels.fill((first + i) % facts.count, i * size, (i + 1) * size);
  return { ...model, gallery: { ...facts, pixels }, importSummary: null, datasetProblem: null };
}

function fakeClient() {
  const played: Played[] = [];
  const opened: Opened[] = [];
  let tell: Recovery = () => undefined;
  const client: LabClient = {
    open: ({ modelUrl }, _, signal) => {
      if (opened.length === 0) {
        opened.push({ modelUrl, answer: () => undefined, refuse: () => undefined });
        return Promise.resolve(gallery(testModel()));
      }
      return new Promise((resolve, reject) => {
        opened.push({ modelUrl, answer: resolve, refuse: reject });
        signal?.addEventListener('abort', () => reject(new LabError('cancelled', '')));
      });
    },
    play: (scene) =>
      new Promise((resolve, reject) => {
        // Only what the driver reads.
        const reply = { revision: scene.revision } as SceneReply;
        played.push({ scene, answer: () => resolve(reply), refuse: reject });
      }),
    dataset: () => Promise.reject(new LabError('bad-input', 'This does not fit.')),
    stopPlay: () => undefined,
    tensor: () => new Promise(() => undefined),
    accuracy: () => new Promise(() => undefined),
    histogram: () => new Promise(() => undefined),
    flips: () => new Promise(() => undefined),
    weightRange: () => new Promise(() => undefined),
    onRecovery: (listener) => {
      tell = listener;
      return () => undefined;
    },
    close: () => undefined,
  };
  return {
    client,
    played,
    opened,
    tell: (message: string) => tell(message, { ...testModel().backend, name: 'cpu' }),
  };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
const status = () => useLab.getState().status.kind;
const shown = () => useLab.getState().replyRevision;

beforeEach(() => {
  useScene.setState({ scene: FIRST_SCENE, revision: 1, past: [], future: [] });
  useLab.setState({ status: { kind: 'loading' }, model: null, replyRevision: 0 });
  useNotices.setState({ notices: [] });
  useSelection.setState({ ...FIRST_SELECTION });
  useOpenModel.setState({ entry: null, opening: null, arriving: false, epoch: 0 });
});

async function started() {
  const fake = fakeClient();
  const onOpened = vi.fn();
  const end = startLab({ client: fake.client, entry: FIRST_MODEL, backend: 'wasm', onOpened });
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
    await startLab({ client: broken, entry: FIRST_MODEL, backend: 'wasm', onOpened });
    expect(useLab.getState().status).toEqual({ kind: 'failed', message: 'model.json is missing.' });
    expect(onOpened).not.toHaveBeenCalled();
  });

  it('passes on that the worker was started again', async () => {
    const { tell } = await started();
    tell('The worker stopped. It was started again.');
    expect(useNotices.getState().notices.map(({ text }) => text)).toEqual([
      'The worker stopped. It was started again.',
    ]);
    expect(useLab.getState().model?.backend.name).toBe('cpu');
  });
});

describe('switchModel', () => {
  const OTHER = { ...FIRST_MODEL, id: 'other', name: 'Other' };
  const KEPT = 'dense/kernel[3,4]:flip(30)';
  const LOST = 'conv2d/kernel[0,0,0,5]:flip(30)';
  /** Has no conv2d, and the same pictures three places on. */
  function other(): OpenedModel {
    const model = testModel();
    const graph = { ...model.graph, nodes: model.graph.nodes.filter(({ id }) => id !== 'conv2d') };
    const parameters = Object.fromEntries(
      Object.entries(graph.parameters).filter(([, { node }]) => node !== 'conv2d'),
    );
    return gallery(
      { ...model, card: { ...model.card, id: 'other', name: 'Other' }, graph: { ...graph, parameters } },
      3,
    );
  }

  async function withTwoFaults() {
    const lab = await started();
    useScene.getState().addFault(KEPT);
    useScene.getState().addFault(LOST);
    lab.played.at(-1)?.answer();
    await settle();
    return lab;
  }

  it('keeps picture, view and the faults that have a place, and shows nothing before all is there', async () => {
    const { opened, played } = await withTwoFaults();
    useSelection.getState().setView('difference');
    const end = switchModel(OTHER);
    await settle();
    opened[1]?.answer(other());
    await settle();
    expect(opened[1]?.modelUrl).toMatch(/\/models\/other\/$/);
    expect(useLab.getState().model?.card.id).toBe('lenet5');
    expect(played.at(-1)?.scene).toMatchObject({ input: { kind: 'gallery', index: 4 }, faults: [KEPT] });
    played.at(-1)?.answer();
    expect(await end).toBe(true);
    expect(useLab.getState().model?.card.id).toBe('other');
    expect(activeFaults(useScene.getState().scene)).toEqual([KEPT]);
    expect(shown()).toBe(useScene.getState().revision);
    expect(useSelection.getState().view).toBe('difference');
    expect(useSelection.getState().node).toBe('block/conv%3A1');
    expect(useNotices.getState().notices[0]?.text).toContain('One fault has no place in Other');
    const before = played.length;
    useScene.getState().clearFaults();
    expect(played.length).toBe(before + 1);
  });

  it('plays the scene of a link instead, if it comes with one', async () => {
    const { opened, played } = await withTwoFaults();
    const end = switchModel(OTHER, '#/lab?m=other&i=2&n=dense');
    await settle();
    opened[1]?.answer(other());
    await settle();
    expect(played.at(-1)?.scene).toMatchObject({ input: { kind: 'gallery', index: 2 }, faults: [] });
    played.at(-1)?.answer();
    expect(await end).toBe(true);
    expect(useSelection.getState().node).toBe('dense');
  });

  it('leaves everything as it was when it is cancelled, refused, or does not run', async () => {
    const { opened, played } = await withTwoFaults();
    const before = useScene.getState().scene;
    const stays = () => {
      expect(useLab.getState().model?.card.id).toBe('lenet5');
      expect(useScene.getState().scene).toBe(before);
      expect(useOpenModel.getState()).toMatchObject({ entry: FIRST_MODEL, opening: null, arriving: false });
    };
    let end = switchModel(OTHER);
    await settle();
    cancelOpening();
    expect(await end).toBe(false);
    stays();
    expect(useNotices.getState().notices).toEqual([]);

    end = switchModel(OTHER);
    await settle();
    opened[2]?.refuse(new LabError('bad-file', 'weights.bin is missing.'));
    expect(await end).toBe(false);
    stays();
    expect(useNotices.getState().notices[0]?.text).toContain('weights.bin is missing.');

    end = switchModel(OTHER);
    await settle();
    opened[3]?.answer(other());
    await settle();
    played.at(-1)?.refuse(new LabError('out-of-memory', 'too large'));
    await settle();
    expect(opened[4]?.modelUrl).toMatch(/\/models\/lenet5\/$/);
    opened[4]?.answer(gallery(testModel()));
    await settle();
    played.at(-1)?.answer();
    expect(await end).toBe(false);
    stays();
    expect(useLab.getState().status.kind).toBe('ready');
  });

  it('opens the one before again where Cancel came too late, and lets the newest choice win', async () => {
    const { opened, played } = await started();
    const late = switchModel(OTHER);
    await settle();
    opened[1]?.answer(other());
    cancelOpening();
    await settle();
    expect(opened[2]?.modelUrl).toMatch(/\/models\/lenet5\/$/);
    const newest = switchModel({ ...OTHER, id: 'newest' }, '#/lab?i=3');
    opened[2]?.answer(gallery(testModel()));
    await settle();
    played.at(-1)?.answer();
    expect(await late).toBe(false);
    await settle();
    expect(opened[3]?.modelUrl).toMatch(/\/models\/newest\/$/);
    opened[3]?.answer(other());
    await settle();
    played.at(-1)?.answer();
    expect(await newest).toBe(true);
    expect(useOpenModel.getState()).toMatchObject({
      entry: { id: 'newest' },
      opening: null,
      arriving: false,
    });
    expect(useScene.getState().scene.input).toEqual({ kind: 'gallery', index: 3 });
  });

  it('drops what was asked of the model before', async () => {
    const { opened, played } = await started();
    const end = switchModel(OTHER);
    useScene.getState().addFault(LOST);
    const asked = played.at(-1);
    await settle();
    opened[1]?.answer(other());
    await settle();
    asked?.refuse(new LabError('unknown-site', 'no conv2d'));
    await settle();
    expect(status()).not.toBe('refused');
    played.at(-1)?.answer();
    expect(await end).toBe(true);
    expect(status()).toBe('ready');
  });
});
