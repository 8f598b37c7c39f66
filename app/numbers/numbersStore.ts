/**
 * The scene of the page of numbers, and its address. What comes to rest for 300 ms becomes an entry of the browser's
 * history, so that a drag is one step back, not fifty.
 */
import { create } from 'zustand';
import { routeOf } from '#app/shell/route.ts';
import { printNumbersAddress, readNumbersAddress } from './numbersAddress.ts';
import { FIRST_NUMBERS, type NumbersScene } from './numbersScene.ts';

interface NumbersState {
  readonly scene: NumbersScene;
  /** Fields of the link that were not taken. */
  readonly problems: readonly string[];
  readonly set: (change: Partial<NumbersScene>) => void;
}

export const useNumbers = create<NumbersState>((set) => ({
  scene: FIRST_NUMBERS,
  problems: [],
  set: (change) => set(({ scene }) => ({ scene: { ...scene, ...change }, problems: [] })),
}));

/** Another value in one place of the tensor. */
export function setElement(scene: NumbersScene, element: number, value: number): void {
  useNumbers.getState().set({ values: scene.values.with(element, value) });
}

const REST_MS = 300;

/** Reads the address and then follows both sides. Returns what stops it. */
export function followNumbersAddress(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const read = () => {
    if (routeOf(location.hash) !== 'numbers') return;
    clearTimeout(timer);
    if (location.hash === printNumbersAddress(useNumbers.getState().scene)) return;
    useNumbers.setState(readNumbersAddress(location.hash));
    clearTimeout(timer);
  };
  const write = () => {
    const hash = printNumbersAddress(useNumbers.getState().scene);
    if (routeOf(location.hash) === 'numbers' && hash !== location.hash) history.pushState(null, '', hash);
  };
  read();
  const stop = useNumbers.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(write, REST_MS);
  });
  window.addEventListener('popstate', read);
  window.addEventListener('hashchange', read);
  return () => {
    clearTimeout(timer);
    stop();
    window.removeEventListener('popstate', read);
    window.removeEventListener('hashchange', read);
  };
}
