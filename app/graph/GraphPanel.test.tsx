// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '#app/commands/registry.ts';
import { useLab } from '#app/state/lab.ts';
import { FIRST_SELECTION, useSelection } from '#app/state/selection.ts';
import { testModel } from '#app/state/testModel.ts';
import { GraphPanel } from './GraphPanel.tsx';
import { graphOf } from './madeUpNetworks.ts';

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

describe('with blocks', () => {
  const residuals = graphOf({
    input: [],
    ...Object.fromEntries(
      Array.from({ length: 8 }, (_, k) => {
        const before = k === 0 ? 'input' : `b${k}_add`;
        return [
          [`b${k + 1}_a`, [before]],
          [`b${k + 1}_b`, [`b${k + 1}_a`]],
          [`b${k + 1}_add`, [`b${k + 1}_b`, before]],
        ];
      }).flat(),
    ),
  });
  const names = () => nodes().map((node) => node.dataset['node']);
  const named = (id: string) => nodes().find((node) => node.dataset['node'] === id) as HTMLButtonElement;

  beforeEach(async () => {
    const model = testModel();
    await act(async () => useLab.setState({ model: { ...model, modelHash: 'blocks', graph: residuals } }));
  });

  it('opens with its blocks closed, says so, and lists what is shown', () => {
    expect(names()).toEqual(['input', ...Array.from({ length: 8 }, (_, k) => `@b${k + 1}`)]);
    expect(named('@b2').getAttribute('aria-expanded')).toBe('false');
    expect(named('@b2').getAttribute('aria-label')).toBe('b2, block of 3 layers, 8×8×16');
    expect(place.querySelector('ul')?.getAttribute('aria-label')).toBe('Network, 25 nodes, 9 items shown');
  });

  it('opens a block in place, keeps the focus on it, and closes it again', async () => {
    await act(async () => named('@b2').focus());
    await act(async () => named('@b2').click());
    expect(names().slice(1, 7)).toEqual(['@b1', '@b2', 'b2_a', 'b2_b', 'b2_add', '@b3']);
    expect(document.activeElement).toBe(named('@b2'));
    expect(named('@b2').getAttribute('aria-expanded')).toBe('true');
    expect(useSelection.getState().node).toBe(null);
    await act(async () => named('@b2').click());
    expect(names()).toHaveLength(9);
    expect(document.activeElement).toBe(named('@b2'));
  });

  it('marks the closed block in which the open layer is', async () => {
    const inner = residuals.nodes.find(({ id }) => id === 'b3_b');
    if (inner) await act(async () => useSelection.getState().openNode(inner));
    expect(named('@b3').getAttribute('aria-current')).toBe('true');
  });

  it('finds a layer inside a block: opens the block, the layer, and goes there', async () => {
    await act(async () => runCommand('network.find'));
    const field = place.querySelector<HTMLInputElement>('[role="combobox"]');
    expect(document.activeElement).toBe(field);
    const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    await act(async () => {
      setValue?.call(field, 'b5_add');
      field?.dispatchEvent(new Event('input', { bubbles: true }));
    });
    expect([...place.querySelectorAll('[role="option"]')].map((option) => option.textContent)).toEqual([
      'b5_addAddb5',
    ]);
    await act(async () => {
      field?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    });
    expect(place.querySelector('[role="combobox"]')).toBe(null);
    expect(document.activeElement).toBe(named('b5_add'));
    expect(useSelection.getState().node).toBe('b5_add');
  });

  it('opens and closes all by command', async () => {
    await act(async () => runCommand('network.openAll'));
    expect(names()).toHaveLength(25 + 8);
    await act(async () => runCommand('network.closeAll'));
    expect(names()).toHaveLength(9);
  });
});
