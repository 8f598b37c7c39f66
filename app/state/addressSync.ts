/**
 * Keeps the address and the stores in step. Changes are written after 200 ms, as a new history entry where another node
 * was opened. A link that is pasted or opened is played whole; Back and Forward only go through what was looked at, so
 * that no fault is lost on the way.
 */
import { type AddressFields, printAddress, readAddress } from './address.ts';
import { useLab } from './lab.ts';
import { notify } from './notices.ts';
import { sameScene, useScene } from './scene.ts';
import { useSelection } from './selection.ts';

const DELAY_MS = 200;
/** Marks history entries written here; a pasted link has none. */
const OWN_ENTRY = { lab: true };

/** Reads the address once and then follows both sides. Needs an open model. Returns what stops it. */
export function followAddress(): () => void {
  let unknown: AddressFields = [];
  let seen = '';
  let writtenNode: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const read = (what: 'first' | 'link' | 'look') => {
    const { model } = useLab.getState();
    if (!model) return;
    clearTimeout(timer);
    seen = location.hash;
    const address = readAddress(seen, model);
    useSelection.getState().restore(address.selection);
    writtenNode = address.selection.node;
    if (what !== 'look') {
      unknown = address.unknown;
      const { scene, replace } = useScene.getState();
      if (!sameScene(address.scene, scene)) replace(address.scene, what === 'link');
      for (const problem of address.problems) notify('warning', problem);
    }
    later();
  };
  const write = () => {
    const { model } = useLab.getState();
    if (!model) return;
    const selection = useSelection.getState();
    const hash = printAddress(useScene.getState().scene, selection, model, unknown);
    const opened = writtenNode !== null && selection.node !== writtenNode;
    writtenNode = selection.node;
    seen = hash;
    if (hash === location.hash) return;
    if (opened) history.pushState(OWN_ENTRY, '', hash);
    else history.replaceState(OWN_ENTRY, '', hash);
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(write, DELAY_MS);
  };
  const onPopState = (event: PopStateEvent) => read(event.state === null ? 'link' : 'look');
  const onHashChange = () => {
    if (location.hash !== seen) read('link');
  };

  read('first');
  const stops = [useScene.subscribe(later), useSelection.subscribe(later)];
  window.addEventListener('popstate', onPopState);
  window.addEventListener('hashchange', onHashChange);
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
    window.removeEventListener('popstate', onPopState);
    window.removeEventListener('hashchange', onHashChange);
  };
}
