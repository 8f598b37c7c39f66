// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { GraphNode } from '#engine/graph/modelGraph.ts';
import { followAddress } from './addressSync.ts';
import { useLab } from './lab.ts';
import { useNotices } from './notices.ts';
import { FIRST_SCENE, switchedOn, useScene } from './scene.ts';
import { FIRST_SELECTION, useSelection } from './selection.ts';
import { testModel } from './testModel.ts';

const model = testModel();
const node = (id: string) => model.graph.nodes.find((each) => each.id === id) as GraphNode;
const fault = 'dense/kernel[3,4]:flip(30)';
let stop: () => void = () => undefined;

beforeEach(() => {
  vi.useFakeTimers();
  history.replaceState(null, '', '/');
  useLab.setState({ model });
  useScene.setState({ scene: FIRST_SCENE, revision: 1, past: [], future: [] });
  useSelection.setState({ ...FIRST_SELECTION });
  useNotices.setState({ notices: [] });
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

it('plays the address it starts with, names what is wrong and keeps what it does not know', () => {
  history.replaceState(null, '', `#/lab?i=99&f=${fault}&n=dense&zz=keep`);
  stop = followAddress();
  expect(useScene.getState().scene.faults).toEqual([switchedOn(fault)]);
  expect(useScene.getState().past).toEqual([]);
  expect(useSelection.getState().node).toBe('dense');
  expect(useNotices.getState().notices.map(({ text }) => text)).toEqual([
    'The link asks for picture "99"; there are 0 to 9.',
  ]);
  vi.advanceTimersByTime(200);
  expect(location.hash).toBe(`#/lab?u=1&m=lenet5&i=7&n=dense&t=dense/output&f=${fault}&zz=keep`);
});

it('writes the first change after a rest at once: a reload right after it keeps it', () => {
  stop = followAddress();
  vi.advanceTimersByTime(500);
  useScene.getState().addFault(fault);
  useSelection.getState().openNode(node('dense'));
  vi.advanceTimersByTime(0);
  expect(location.hash).toContain(`f=${fault}`);
  expect(location.hash).toContain('n=dense');
});

it('writes 200 ms after the last of many changes, with an entry of its own for another node', () => {
  stop = followAddress();
  useSelection.getState().openNode(node('conv2d'));
  vi.advanceTimersByTime(200);
  const entries = history.length;
  useScene.getState().addFault(fault);
  vi.advanceTimersByTime(199);
  expect(location.hash).not.toContain('f=');
  vi.advanceTimersByTime(1);
  expect(location.hash).toContain(`f=${fault}`);
  expect(history.length).toBe(entries);
  useSelection.getState().openNode(node('dense'));
  vi.advanceTimersByTime(200);
  expect(history.length).toBe(entries + 1);
});

it('plays a pasted link whole, and it can be undone', () => {
  stop = followAddress();
  useScene.getState().addFault(fault);
  vi.advanceTimersByTime(200);
  history.replaceState(null, '', '#/lab?i=2');
  window.dispatchEvent(new HashChangeEvent('hashchange'));
  expect(useScene.getState().scene).toEqual({ ...FIRST_SCENE, input: { kind: 'gallery', index: 2 } });
  useScene.getState().undo();
  expect(useScene.getState().scene.faults).toEqual([switchedOn(fault)]);
});

it('goes back to what was looked at without losing a fault', () => {
  stop = followAddress();
  useSelection.getState().openNode(node('conv2d'));
  vi.advanceTimersByTime(200);
  const earlier = location.hash;
  useSelection.getState().openNode(node('dense'));
  useScene.getState().addFault(fault);
  vi.advanceTimersByTime(200);
  history.replaceState({ lab: true }, '', earlier);
  window.dispatchEvent(new PopStateEvent('popstate', { state: { lab: true } }));
  expect(useSelection.getState().node).toBe('conv2d');
  expect(useScene.getState().scene.faults).toEqual([switchedOn(fault)]);
  vi.advanceTimersByTime(200);
  expect(location.hash).toContain(`f=${fault}`);
});

const OTHER = '#/lab?m=other&i=3';
const paste = (hash: string) => {
  history.replaceState(null, '', hash);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
};

it('leaves the address alone until the model that it names is open, and pushes no entry for it', async () => {
  let opened: (outcome: 'opened') => void = () => undefined;
  const asked = vi.fn(() => new Promise<'opened'>((resolve) => (opened = resolve)));
  stop = followAddress(asked);
  useScene.getState().addFault(fault);
  vi.advanceTimersByTime(200);
  const entries = history.length;
  paste(OTHER);
  useScene.getState().clearFaults();
  vi.advanceTimersByTime(200);
  expect(location.hash).toBe(OTHER);
  expect(asked).toHaveBeenCalledWith('other', OTHER);
  useLab.setState({ model: { ...model, card: { ...model.card, id: 'other' } } });
  opened('opened');
  await vi.advanceTimersByTimeAsync(200);
  expect(location.hash).toBe('#/lab?u=1&m=other&i=3');
  expect(history.length).toBe(entries);
  expect(useNotices.getState().notices).toEqual([]);
});

it('gives a model that was chosen an entry of its own', () => {
  stop = followAddress();
  vi.advanceTimersByTime(200);
  const entries = history.length;
  useLab.setState({ model: { ...model, card: { ...model.card, id: 'other' } } });
  useScene.getState().replace(FIRST_SCENE, false);
  vi.advanceTimersByTime(200);
  expect(location.hash).toContain('m=other');
  expect(history.length).toBe(entries + 1);
});

it('goes on with the model that is open when the other stays away, and plays the rest of a link to none', async () => {
  stop = followAddress(async () => 'stays');
  paste(OTHER);
  await vi.advanceTimersByTimeAsync(200);
  expect(location.hash).toBe('#/lab?u=1&m=lenet5&i=7');
  stop();
  stop = followAddress(async () => 'unknown');
  paste(OTHER);
  await vi.advanceTimersByTimeAsync(200);
  expect(location.hash).toBe('#/lab?u=1&m=lenet5&i=3');
  expect(useNotices.getState().notices[0]?.text).toContain('names the model "other"');
});
