// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useLab } from '#app/state/lab.ts';
import { activeFaults, FIRST_SCENE, useScene } from '#app/state/scene.ts';
import { useSelection } from '#app/state/selection.ts';
import { followTensors } from '#app/state/tensors.ts';
import { testModel } from '#app/state/testModel.ts';
import { wordsOf } from '#app/ui/paint.ts';
import { parseFault } from '#engine/faults/parse.ts';
import type { TensorReply, TensorRequest } from '#workers/labApi.ts';
import type { LabClient } from '#workers/labClient.ts';
import { WordPanel } from './WordPanel.tsx';

const tensor = 'conv2d/kernel';
const shape = [5, 5, 1, 6];
const golden = Float32Array.from({ length: 150 }, (_, i) => (i - 70) / 100);
const at = [0, 2, 0, 5];
const site = 2 * 6 + 5;

/** An engine for flips and whole words on single weights; `answers` false means it is still at work. */
let answers = true;
const client = {
  tensor: ({ scene }: TensorRequest) => {
    if (!answers) return new Promise<TensorReply>(() => undefined);
    const faulty = golden.slice();
    const words = wordsOf(faulty);
    for (const { effect } of scene.faults.map(parseFault)) {
      if (effect.kind === 'setWord') words[site] = effect.word;
      if (effect.kind === 'flip')
        for (const bit of effect.bits) words[site] = (words[site] as number) ^ (1 << bit);
    }
    const reply = { revision: scene.revision, tensor, shape, golden, faulty };
    return Promise.resolve(reply as unknown as TensorReply);
  },
} as unknown as LabClient;

let host: HTMLElement;
let root: Root;
let stop: () => void;

/** The lab has played the scene that is set. */
const play = () => act(async () => useLab.setState({ replyRevision: useScene.getState().revision }));
const faults = () => activeFaults(useScene.getState().scene);
const button = (name: string) => host.querySelector<HTMLButtonElement>(`[aria-label^="${name}"]`);
const click = (name: string) => act(() => button(name)?.click());
const text = () => host.querySelector('.word-values')?.textContent;

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  answers = true;
  useLab.setState({ model: testModel(), replyRevision: 0 });
  useScene.getState().replace(FIRST_SCENE, false);
  useSelection.setState({ node: 'conv2d', tab: 'weights', tensor, site });
  stop = followTensors(client);
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
  act(() => root.render(<WordPanel />));
  await play();
});
afterEach(async () => {
  // What a test left in flight must not hold up the next one.
  await act(async () => root.unmount());
  stop();
  host.remove();
});

it('flips a bit of the scene and flips it back', async () => {
  expect(host.textContent).toContain(`${tensor}[${at}]`);
  click('bit 30,');
  expect(faults()).toEqual([`${tensor}[${at}]:flip(30)`]);
  await play();
  expect(button('bit 30,')?.getAttribute('aria-pressed')).toBe('true');
  click('bit 30,');
  expect(faults()).toEqual([]);
});

it('steps to neighbours as whole words, and a weight back at golden has no fault', async () => {
  const before = wordsOf(golden)[site] as number;
  click('next number above');
  const up = (golden[site] as number) < 0 ? before - 1 : before + 1;
  expect(faults()).toEqual([`${tensor}[${at}]:set(0x${up.toString(16)})`]);
  await play();
  click('next number below');
  expect(faults()).toEqual([]);
  expect(useScene.getState().past.length).toBe(2);
});

it('replaces its own flips by a whole word, in one step of the history', async () => {
  click('bit 3,');
  await play();
  click('next number above');
  expect(faults().length).toBe(1);
  expect(faults()[0]).toMatch(/:set\(0x/);
  act(() => useScene.getState().undo());
  expect(faults()).toEqual([`${tensor}[${at}]:flip(3)`]);
});

it('keeps faults on other words', () => {
  act(() => useScene.getState().addFault('conv2d/kernel[0,0,0,0]:flip(1)'));
  click('next number above');
  expect(faults()[0]).toBe('conv2d/kernel[0,0,0,0]:flip(1)');
  expect(faults().length).toBe(2);
});

it('shows a flip before the engine has answered', () => {
  const before = text();
  answers = false;
  click('bit 30,');
  expect(button('bit 30,')?.getAttribute('aria-pressed')).toBe('true');
  expect(text()).not.toBe(before);
  expect(text()).toContain('→');
});
