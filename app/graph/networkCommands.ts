/** Commands on the network: going from node to node. */
import type { Command } from '#app/commands/command.ts';
import { useLab } from '#app/state/lab.ts';
import { useSelection } from '#app/state/selection.ts';

export const NETWORK_COMMANDS: readonly Command[] = [
  { id: 'network.next', title: 'Next layer', group: 'Network', keys: [']'], run: () => stepNode(1) },
  { id: 'network.previous', title: 'Previous layer', group: 'Network', keys: ['['], run: () => stepNode(-1) },
];

function stepNode(step: number): void {
  const nodes = useLab.getState().model?.graph.nodes ?? [];
  const { node, openNode } = useSelection.getState();
  const at = nodes.findIndex(({ id }) => id === node);
  const next = nodes[at < 0 ? 0 : at + step];
  if (next) openNode(next);
}
