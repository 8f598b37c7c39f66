// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useLab } from '#app/state/lab.ts';
import { FIRST_SCENE, useScene } from '#app/state/scene.ts';
import { useSelection } from '#app/state/selection.ts';
import { testModel } from '#app/state/testModel.ts';
import { FaultsFoot } from './FaultsFoot.tsx';

let root: Root;
let place: HTMLElement;

beforeEach(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  useScene.setState({ scene: FIRST_SCENE, revision: 1, past: [], future: [] });
  useLab.setState({ model: testModel() });
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
    await click('Clear');
    expect(chips()).toEqual([]);
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
    await click('dense/kernel[3,4]:flip(30)');
    expect(useSelection.getState()).toMatchObject({
      node: 'dense',
      tab: 'weights',
      tensor: 'dense/kernel',
      site: 34,
    });
  });
});
