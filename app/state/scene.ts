/**
 * The scene on the screen: input and faults. A scene is never changed, only replaced; every replacement counts the
 * revision up, undo and redo included, so that a reply can be told to be stale. Undo is a stack of scenes.
 */
import { create } from 'zustand';
import type { SceneInput } from '#workers/labApi.ts';
import { withFlippedBit } from './flipFault.ts';

export interface Scene {
  readonly input: SceneInput;
  /** Canonical fault strings (DESIGN 3.1), applied in this order. */
  readonly faults: readonly string[];
}

export interface SceneState {
  readonly scene: Scene;
  readonly revision: number;
  readonly past: readonly Scene[];
  readonly future: readonly Scene[];
  readonly setInput: (input: SceneInput) => void;
  /** Goes on with the input that was set last: no entry of its own in the history. A drawing is one entry. */
  readonly amendInput: (input: SceneInput) => void;
  readonly addFault: (fault: string) => void;
  readonly removeFault: (index: number) => void;
  readonly clearFaults: () => void;
  /** Flips one bit of one word, or flips it back. `indexText` is what stands in the brackets: `0,2,1,5`. */
  readonly toggleBit: (tensor: string, indexText: string, bitIndex: number) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** A scene from outside (a link): one entry of the history if `remember`, else the history starts anew. */
  readonly replace: (scene: Scene, remember: boolean) => void;
}

const HISTORY = 200;

export const FIRST_SCENE: Scene = { input: { kind: 'gallery', index: 7 }, faults: [] };

export const useScene = create<SceneState>((set) => {
  const change = (next: (scene: Scene) => Scene) =>
    set((state) => {
      const scene = next(state.scene);
      if (sameScene(scene, state.scene)) return state;
      const past = [...state.past, state.scene].slice(-HISTORY);
      return { scene, past, future: [], revision: state.revision + 1 };
    });
  const changeFaults = (next: (faults: readonly string[]) => readonly string[]) =>
    change((scene) => ({ ...scene, faults: next(scene.faults) }));

  return {
    scene: FIRST_SCENE,
    revision: 1,
    past: [],
    future: [],
    setInput: (input) => change((scene) => ({ ...scene, input })),
    amendInput: (input) =>
      set((state) => {
        const scene = { ...state.scene, input };
        return sameScene(scene, state.scene) ? state : { scene, future: [], revision: state.revision + 1 };
      }),
    addFault: (fault) => changeFaults((faults) => [...faults, fault]),
    removeFault: (index) => changeFaults((faults) => faults.filter((_, i) => i !== index)),
    clearFaults: () => changeFaults(() => []),
    toggleBit: (tensor, indexText, bitIndex) =>
      changeFaults((faults) => withFlippedBit(faults, `${tensor}[${indexText}]`, bitIndex)),
    undo: () =>
      set((state) => {
        const scene = state.past.at(-1);
        if (!scene) return state;
        const future = [state.scene, ...state.future];
        return { scene, past: state.past.slice(0, -1), future, revision: state.revision + 1 };
      }),
    redo: () =>
      set((state) => {
        const [scene, ...future] = state.future;
        if (!scene) return state;
        return { scene, past: [...state.past, state.scene], future, revision: state.revision + 1 };
      }),
    replace: (scene, remember) => {
      if (remember) change(() => scene);
      else set((state) => ({ scene, past: [], future: [], revision: state.revision + 1 }));
    },
  };
});

export function sameScene(a: Scene, b: Scene): boolean {
  return (
    sameInput(a.input, b.input) &&
    a.faults.length === b.faults.length &&
    a.faults.every((fault, i) => fault === b.faults[i])
  );
}

function sameInput(a: SceneInput, b: SceneInput): boolean {
  if (a.kind === 'gallery') return b.kind === 'gallery' && a.index === b.index;
  return b.kind === 'pixels' && a.values.every((value, i) => value === b.values[i]);
}
