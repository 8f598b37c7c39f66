/**
 * What the person looks at: node, tab, tensor, element, view. Ids and small facts only; the pointer is not in here. A
 * view is not part of the scene: it is in the address but not in the undo history.
 */
import { create } from 'zustand';
import type { GraphNode, ModelGraph } from '#engine/graph/modelGraph.ts';

export type LayerTab = 'activations' | 'weights' | 'range';
export type View = 'golden' | 'faulty' | 'difference';

export interface Selection {
  readonly node: string | null;
  readonly tab: LayerTab;
  /** Value or parameter id: `conv2d_1/output`, `conv2d_1/kernel`. */
  readonly tensor: string | null;
  /** Flat index without the batch axis of the word that is open; null before one was picked. */
  readonly site: number | null;
  readonly view: View;
}

export interface SelectionState extends Selection {
  /** The person holds G: everything shows golden until it is let go. */
  readonly goldenHeld: boolean;
  readonly openNode: (node: GraphNode) => void;
  readonly showTab: (node: GraphNode, tab: LayerTab) => void;
  readonly showTensor: (tensor: string) => void;
  /** Opens the word of one element; the tensor becomes the one on show. */
  readonly pickSite: (tensor: string, site: number) => void;
  readonly setView: (view: View) => void;
  readonly holdGolden: (held: boolean) => void;
  readonly restore: (selection: Partial<Selection>) => void;
}

export const FIRST_SELECTION: Selection = {
  node: null,
  tab: 'activations',
  tensor: null,
  site: null,
  view: 'faulty',
};

export const useSelection = create<SelectionState>((set) => ({
  ...FIRST_SELECTION,
  goldenHeld: false,
  openNode: (node) =>
    set((state) => {
      if (state.node === node.id) return state;
      const tab = state.tab === 'weights' && node.parameters.length === 0 ? 'activations' : state.tab;
      return { node: node.id, tab, tensor: firstTensor(node, tab), site: null };
    }),
  showTab: (node, tab) =>
    set((state) => {
      if (state.tab === tab && state.node === node.id) return state;
      // Another look at the same tensor keeps it, and its word.
      if (tab !== 'activations' && shows(node, tab, state.tensor)) return { node: node.id, tab };
      return { node: node.id, tab, tensor: firstTensor(node, tab), site: null };
    }),
  showTensor: (tensor) => set((state) => (state.tensor === tensor ? state : { tensor, site: null })),
  pickSite: (tensor, site) => set({ tensor, site }),
  setView: (view) => set({ view }),
  holdGolden: (goldenHeld) => set({ goldenHeld }),
  restore: (selection) => set(selection),
}));

/** The first layer that has weights, so that there is something to see before the first click. */
export function openFirstLayer({ nodes }: ModelGraph): void {
  const { node, openNode } = useSelection.getState();
  const first = nodes.find(({ parameters }) => parameters.length > 0);
  if (node === null && first) openNode(first);
}

/** The view on the screen: golden while G is held. */
export function useEffectiveView(): View {
  return useSelection((state) => (state.goldenHeld ? 'golden' : state.view));
}

/** What a tab shows first: the node's output, or its first parameter (the kernel, where there is one). */
export function firstTensor(node: GraphNode, tab: LayerTab): string | null {
  return (tab === 'activations' ? undefined : node.parameters[0]) ?? node.outputs[0] ?? null;
}

function shows({ parameters, outputs }: GraphNode, tab: LayerTab, tensor: string | null): boolean {
  return tensor !== null && (parameters.includes(tensor) || (tab === 'range' && outputs.includes(tensor)));
}
