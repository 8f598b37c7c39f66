/** What is looked at, to the address and back: the range of a tensor is a look of its own. */
import { expect, it } from 'vitest';
import { FIRST_SELECTION, type Selection, useSelection } from './selection.ts';
import { printSelection, readSelection } from './selectionField.ts';
import { testModel } from './testModel.ts';

const model = testModel();
const looks: readonly Partial<Selection>[] = [
  { tab: 'range', tensor: 'conv2d/kernel', site: 7 },
  { tab: 'range', tensor: 'conv2d/output' },
  { tab: 'weights', tensor: 'conv2d/kernel' },
  { tab: 'activations', tensor: 'conv2d/output', view: 'difference' },
];

it.each(looks)('%o', (look) => {
  const selection = { ...FIRST_SELECTION, node: 'conv2d', ...look };
  const problems: string[] = [];
  expect(readSelection(new Map(printSelection(selection, model)), model, problems)).toEqual(selection);
  expect(problems).toEqual([]);
});

it('keeps tensor and word when only the look at them changes', () => {
  const [, node] = model.graph.nodes;
  if (!node) throw new Error('no node');
  const { showTab, pickSite, openNode } = useSelection.getState();
  openNode(node);
  showTab(node, 'weights');
  pickSite('conv2d/kernel', 5);
  showTab(node, 'range');
  expect(useSelection.getState()).toMatchObject({ tab: 'range', tensor: 'conv2d/kernel', site: 5 });
  showTab(node, 'activations');
  expect(useSelection.getState()).toMatchObject({ tab: 'activations', tensor: 'conv2d/output', site: null });
  showTab(node, 'range');
  expect(useSelection.getState()).toMatchObject({ tab: 'range', tensor: 'conv2d/output' });
});
