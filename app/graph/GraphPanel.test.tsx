// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { useLab } from '#app/state/lab.ts';
import { FIRST_SELECTION, useSelection } from '#app/state/selection.ts';
import { testModel } from '#app/state/testModel.ts';
import { GraphPanel } from './GraphPanel.tsx';

let root: Root;
let place: HTMLElement;
let opened = 0;

beforeEach(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  // No layout here: every element is 600 wide and high.
  for (const side of ['clientWidth', 'clientHeight'])
    Object.defineProperty(HTMLElement.prototype, side, { configurable: true, value: 600 });
  useLab.setState({ model: testModel() });
  useSelection.setState({ ...FIRST_SELECTION });
  opened = 0;
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
  await act(async () => root.render(<GraphPanel onOpened={() => opened++} />));
});

afterEach(async () => {
  await act(async () => root.unmount());
  place.remove();
});

const nodes = () => [...place.querySelectorAll<HTMLButtonElement>('[aria-label^="Network"] button')];

it('lists the nodes as buttons, named in full, one tab stop', () => {
  expect(nodes().map((node) => node.getAttribute('aria-label'))).toEqual([
    'input, Input, 28×28×1',
    'conv2d, Conv2D 5×5, ReLU, 28×28×6',
    'block/conv%3A1, Conv2D 5×5, ReLU, 10×10×16',
    'dense, Conv2D 5×5, ReLU, 10',
  ]);
  expect(nodes().filter((node) => node.tabIndex === 0)).toHaveLength(1);
});

it('moves with arrows and opens the node it is on', async () => {
  const press = (key: string) =>
    act(async () =>
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })),
    );
  await act(async () => nodes()[0]?.focus());
  await press('ArrowDown');
  await press('ArrowDown');
  expect(document.activeElement?.getAttribute('aria-label')).toContain('block/conv%3A1');
  await act(async () => (document.activeElement as HTMLElement).click());
  expect(useSelection.getState()).toMatchObject({ node: 'block/conv%3A1', tensor: 'block/conv%3A1/output' });
  expect(opened).toBe(1);
  expect(nodes().map((node) => node.getAttribute('aria-current'))).toEqual([
    'false',
    'false',
    'true',
    'false',
  ]);
});
