// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '#app/commands/registry.ts';
import { FIRST_DRAW, useFaultDraw } from '#app/state/faultDraw.ts';
import { useLab } from '#app/state/lab.ts';
import { useNotices } from '#app/state/notices.ts';
import { activeFaults, FIRST_SCENE, useScene } from '#app/state/scene.ts';
import { useSelection } from '#app/state/selection.ts';
import { testModel } from '#app/state/testModel.ts';
import { FaultsFoot } from './FaultsFoot.tsx';

let root: Root;
let place: HTMLElement;

beforeEach(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  useScene.setState({ scene: FIRST_SCENE, revision: 1, past: [], future: [] });
  useLab.setState({ model: testModel() });
  act(() => useFaultDraw.setState(FIRST_DRAW));
  useNotices.setState({ notices: [] });
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
  await act(async () => root.render(<FaultsFoot />));
});

afterEach(async () => {
  await act(async () => root.unmount());
  place.remove();
});

const field = () => place.querySelector<HTMLInputElement>('[aria-label="Add a fault"]') as HTMLInputElement;
const button = (name: string) =>
  [...place.querySelectorAll('button')].find(
    (each) => (each.getAttribute('aria-label') ?? each.textContent) === name,
  ) as HTMLButtonElement;
const chips = () =>
  [...place.querySelectorAll('[aria-label="Faults"] .fault-show')].map((chip) => chip.textContent);
const click = (name: string) => act(async () => button(name).click());

/** As a person types: React listens to the value set through the prototype. */
async function type(text: string): Promise<void> {
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field(), text);
    field().dispatchEvent(new Event('input', { bubbles: true }));
  });
}

describe('the foot', () => {
  it('adds faults as text, removes one, undoes and redoes', async () => {
    await type('dense/kernel[3, 4]:flip(30); conv2d/output[0,0,5]:zero');
    expect(button('Add').disabled).toBe(false);
    await click('Add');
    expect(chips()).toEqual(['dense/kernel[3,4]:flip(30)', 'conv2d/output[0,0,5]:zero']);
    expect(field().value).toBe('');
    await click('Remove dense/kernel[3,4]:flip(30)');
    expect(chips()).toEqual(['conv2d/output[0,0,5]:zero']);
    await click('Undo');
    expect(chips()).toHaveLength(2);
    await click('Undo');
    expect(chips()).toEqual([]);
    expect(button('Undo').disabled).toBe(true);
    await click('Redo');
    expect(chips()).toHaveLength(2);
    await act(async () => runCommand('faults.clear'));
    expect(chips()).toEqual([]);
  });

  it('switches a fault off and on; what is off is not played', async () => {
    await type('dense/kernel[3,4]:flip(30); conv2d/output[0,0,5]:zero');
    await click('Add');
    await click('dense/kernel[3,4]:flip(30)');
    expect(activeFaults(useScene.getState().scene)).toEqual(['conv2d/output[0,0,5]:zero']);
    expect(button('dense/kernel[3,4]:flip(30)').getAttribute('aria-checked')).toBe('false');
    await click('Undo');
    expect(activeFaults(useScene.getState().scene)).toHaveLength(2);
  });

  it('does not switch on what would clash, and says why', async () => {
    const [half, brain] = ['dense/kernel[0,0]:flip(1)@float16', 'dense/kernel[0,1]:flip(1)@bfloat16'];
    await act(async () =>
      useScene.getState().setFaults([
        { text: half as string, on: true },
        { text: brain as string, on: false },
      ]),
    );
    await click(brain as string);
    expect(activeFaults(useScene.getState().scene)).toEqual([half]);
    expect(useNotices.getState().notices[0]?.text).toContain('stays off');
  });

  it('draws the same random faults from the same seed; reset keeps the seed', async () => {
    await act(async () => useFaultDraw.setState({ ...FIRST_DRAW, seed: 42 }));
    await click('Random fault');
    await click('Random fault');
    const drawn = chips();
    expect(new Set(drawn).size).toBe(2);
    await act(async () => runCommand('faults.reset'));
    expect(chips()).toEqual([]);
    expect(useFaultDraw.getState()).toEqual({ ...FIRST_DRAW, seed: 42 });
    await click('Random fault');
    await click('Random fault');
    expect(chips()).toEqual(drawn);
    await act(async () => runCommand('faults.newSeed'));
    expect(useFaultDraw.getState().drawn).toBe(0);
  });

  it('offers the ready faults of the model, each one entry of the history', async () => {
    const ready = {
      verdict: 'SDC',
      title: 'Wrong class',
      why: '',
      input: 3,
      faults: ['dense/kernel[3,4]:flip(30)'],
      storage: [],
    } as const;
    const model = testModel();
    await act(async () =>
      useLab.setState({ model: { ...model, card: { ...model.card, readyFaults: [ready] } } }),
    );
    await act(async () => (place.querySelector('.ready-fault') as HTMLButtonElement).click());
    expect(useScene.getState().scene.input).toEqual({ kind: 'gallery', index: 3 });
    expect(chips()).toEqual(ready.faults);
    expect(useScene.getState().past).toHaveLength(1);
  });

  it('says what is wrong while it is typed, and adds nothing', async () => {
    await type('dense/kernel[3,10]:flip(30)');
    expect(field().getAttribute('aria-invalid')).toBe('true');
    expect(place.querySelector('.fault-state')?.textContent).toContain('wanted numbers below 10');
    expect(button('Add').disabled).toBe(true);
    await type('');
    expect(place.querySelector('.fault-state')?.textContent).toBe('');
  });

  it('shows where a fault is', async () => {
    await type('dense/kernel[3,4]:flip(30)');
    await click('Add');
    await act(async () => (place.querySelector('.fault-show') as HTMLButtonElement).click());
    expect(useSelection.getState()).toMatchObject({
      node: 'dense',
      tab: 'weights',
      tensor: 'dense/kernel',
      site: 34,
    });
  });
});
