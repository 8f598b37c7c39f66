/**
 * Keeps the address and the stores in step. Changes are written after 200 ms, as a new history entry where another node
 * was opened. A link that is pasted or opened is played whole; Back and Forward only go through what was looked at, so
 * that no fault is lost on the way. A link to another model is set aside until that model is open, then played.
 */
import { routeOf } from '#app/shell/route.ts';
import { askedModel, isModel, printAddress, readAddress } from './address.ts';
import type { AddressFields } from './addressFields.ts';
import { useLab } from './lab.ts';
import { notify } from './notices.ts';
import { sameScene, useScene } from './scene.ts';
import { useSelection } from './selection.ts';

/** Other screens of the page have addresses of their own. */
const isElsewhere = () => routeOf(location.hash) !== 'lab';

const DELAY_MS = 200;
/** Marks history entries written here; a pasted link has none. */
const OWN_ENTRY = { lab: true };

/**
 * Opens the model that a link names and puts it into the lab's state; the link is played in that moment. Resolves to
 * whether that worked; null: there is no model of that name.
 */
export type SwitchModel = (asked: string) => Promise<boolean> | null;

/** Reads the address once and then follows both sides. Needs an open model. Returns what stops it. */
export function followAddress(switchModel: SwitchModel = () => null): () => void {
  let unknown: AddressFields = [];
  let seen = '';
  let writtenNode: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The link of a model that is being opened. */
  let waiting: string | null = null;

  const read = (what: 'first' | 'link' | 'look' | 'model') => {
    const { model } = useLab.getState();
    if (!model || isElsewhere()) return;
    clearTimeout(timer);
    seen = location.hash;
    const asked = askedModel(seen);
    if (what === 'link' && asked !== null && !isModel(asked, model)) {
      const opening = switchModel(asked);
      if (opening) {
        waiting = seen;
        void opening.then((opened) => {
          if (opened || waiting === null) return;
          waiting = null;
          write();
        });
        return;
      }
    }
    const address = readAddress(seen, model);
    useSelection.getState().restore(address.selection);
    writtenNode = address.selection.node;
    if (what !== 'look') {
      unknown = address.unknown;
      const { scene, replace } = useScene.getState();
      if (what === 'model' || !sameScene(address.scene, scene)) replace(address.scene, what === 'link');
      for (const problem of address.problems) notify('warning', problem);
    }
    later();
  };
  const write = () => {
    const { model } = useLab.getState();
    if (!model || waiting !== null || isElsewhere()) return;
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

  const onModel = () => {
    if (waiting !== null && location.hash !== waiting) history.replaceState(null, '', waiting);
    const linked = waiting !== null;
    waiting = null;
    if (linked) read('model');
    else later();
  };

  read('first');
  const stops = [
    useScene.subscribe(later),
    useSelection.subscribe(later),
    useLab.subscribe((state, before) => {
      if (state.model !== before.model) onModel();
    }),
  ];
  window.addEventListener('popstate', onPopState);
  window.addEventListener('hashchange', onHashChange);
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
    window.removeEventListener('popstate', onPopState);
    window.removeEventListener('hashchange', onHashChange);
  };
}
