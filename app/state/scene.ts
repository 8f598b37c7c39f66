/**
 * The scene on the screen: input, storage plan and faults. A scene is never changed, only replaced; every replacement
 * counts the revision up, undo and redo included, so that a reply can be told to be stale. Undo is a stack of scenes.
 *
 * Every change is one entry of the history. What changes the scene many times in one gesture (a slider, a drag, a
 * drawing) stands between `beginStroke()` and `endStroke()`: the first change between them makes an entry, the others go
 * on with it, and a gesture that ends where it began leaves no entry at all.
 */
import { create } from 'zustand';
import { FIRST_INPUT_INDEX } from '#workers/firstInput.ts';
import type { SceneInput, SceneRequest } from '#workers/labApi.ts';
import { withFlippedBit } from './flipFault.ts';

export interface SceneFault {
  /** Canonical fault string (DESIGN 3.1). */
  readonly text: string;
  /** A fault that is off keeps its place and does nothing. */
  readonly on: boolean;
}

export interface Scene {
  readonly input: SceneInput;
  /** Storage plan (DESIGN 3.2), one tensor an entry: `conv2d/kernel=quantized_bits(6,0,alpha=1)`. */
  readonly storage: readonly string[];
  /** Those that are on are applied in this order. */
  readonly faults: readonly SceneFault[];
}

export interface SceneState {
  readonly scene: Scene;
  readonly revision: number;
  readonly past: readonly Scene[];
  readonly future: readonly Scene[];
  /** Within a stroke: has its entry of the history been made? */
  readonly stroke: 'none' | 'begun' | 'entered';
  readonly setInput: (input: SceneInput) => void;
  readonly setStorage: (storage: readonly string[]) => void;
  readonly setFaults: (faults: readonly SceneFault[]) => void;
  /** Several at once are one entry of the history. */
  readonly addFault: (...texts: readonly string[]) => void;
  readonly removeFault: (index: number) => void;
  readonly switchFault: (index: number, on: boolean) => void;
  /** The fault at `from` gets the place `to`. */
  readonly moveFault: (from: number, to: number) => void;
  readonly clearFaults: () => void;
  /** Flips one bit of one word, or flips it back. `indexText` is what stands in the brackets: `0,2,1,5`. */
  readonly toggleBit: (tensor: string, indexText: string, bitIndex: number) => void;
  readonly beginStroke: () => void;
  readonly endStroke: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** To any scene of the history: 0 is the oldest, `past.length` the present one. */
  readonly jump: (position: number) => void;
  /** A scene from outside (a link, a file): one entry of the history if `remember`, else the history starts anew. */
  readonly replace: (scene: Scene, remember: boolean) => void;
}

const HISTORY = 200;

export const FIRST_SCENE: Scene = {
  input: { kind: 'gallery', index: FIRST_INPUT_INDEX },
  storage: [],
  faults: [],
};

export const useScene = create<SceneState>((set) => {
  const change = (next: (scene: Scene) => Scene) =>
    set((state) => {
      const scene = next(state.scene);
      if (sameScene(scene, state.scene)) return state;
      const revision = state.revision + 1;
      if (state.stroke === 'entered') return { scene, future: [], revision };
      const past = [...state.past, state.scene].slice(-HISTORY);
      return { scene, past, future: [], revision, stroke: state.stroke === 'begun' ? 'entered' : 'none' };
    });
  const changeFaults = (next: (faults: readonly SceneFault[]) => readonly SceneFault[]) =>
    change((scene) => ({ ...scene, faults: next(scene.faults) }));
  const jump = (position: number) =>
    set((state) => {
      const all = [...state.past, state.scene, ...state.future];
      const scene = all[position];
      if (scene === undefined || position === state.past.length) return state;
      return {
        scene,
        past: all.slice(0, position),
        future: all.slice(position + 1),
        revision: state.revision + 1,
        stroke: 'none',
      };
    });

  return {
    scene: FIRST_SCENE,
    revision: 1,
    past: [],
    future: [],
    stroke: 'none',
    setInput: (input) => change((scene) => ({ ...scene, input })),
    setStorage: (storage) => change((scene) => ({ ...scene, storage })),
    setFaults: (faults) => changeFaults(() => faults),
    addFault: (...texts) => changeFaults((faults) => [...faults, ...texts.map(switchedOn)]),
    removeFault: (index) => changeFaults((faults) => faults.filter((_, i) => i !== index)),
    switchFault: (index, on) =>
      changeFaults((faults) => faults.map((fault, i) => (i === index ? { ...fault, on } : fault))),
    moveFault: (from, to) =>
      changeFaults((faults) => {
        const moved = faults[from];
        return moved ? faults.toSpliced(from, 1).toSpliced(to, 0, moved) : faults;
      }),
    clearFaults: () => changeFaults(() => []),
    toggleBit: (tensor, indexText, bitIndex) =>
      changeFaults((faults) => withFlippedBit(faults, `${tensor}[${indexText}]`, bitIndex)),
    beginStroke: () => set({ stroke: 'begun' }),
    endStroke: () =>
      set(({ stroke, scene, past }) => {
        const before = past.at(-1);
        const cameBack = stroke === 'entered' && before !== undefined && sameScene(before, scene);
        return cameBack ? { stroke: 'none', past: past.slice(0, -1) } : { stroke: 'none' };
      }),
    undo: () => jump(useScene.getState().past.length - 1),
    redo: () => jump(useScene.getState().past.length + 1),
    jump,
    replace: (scene, remember) => {
      if (remember) {
        set({ stroke: 'none' });
        change(() => scene);
      } else set((state) => ({ scene, past: [], future: [], revision: state.revision + 1, stroke: 'none' }));
    },
  };
});

export const switchedOn = (text: string): SceneFault => ({ text, on: true });

const activeOf = new WeakMap<readonly SceneFault[], readonly string[]>();

/** The fault strings that are on, in order: what the engine plays. The same array for the same faults. */
export function activeFaults({ faults }: Scene): readonly string[] {
  const known = activeOf.get(faults);
  if (known) return known;
  const active = faults.filter(({ on }) => on).map(({ text }) => text);
  activeOf.set(faults, active);
  return active;
}

export function useActiveFaults(): readonly string[] {
  return useScene((state) => activeFaults(state.scene));
}

/** The scene as the lab worker plays it. */
export function sceneRequest(scene: Scene, revision: number): SceneRequest {
  return { revision, input: scene.input, storage: scene.storage, faults: activeFaults(scene) };
}

export function sameScene(a: Scene, b: Scene): boolean {
  return (
    sameInput(a.input, b.input) &&
    a.storage.length === b.storage.length &&
    a.storage.every((entry, i) => entry === b.storage[i]) &&
    a.faults.length === b.faults.length &&
    a.faults.every(({ text, on }, i) => text === b.faults[i]?.text && on === b.faults[i]?.on)
  );
}

export function sameInput(a: SceneInput, b: SceneInput): boolean {
  if (a.kind === 'gallery') return b.kind === 'gallery' && a.index === b.index;
  return (
    b.kind === 'pixels' &&
    a.values.length === b.values.length &&
    a.values.every((value, i) => value === b.values[i])
  );
}
