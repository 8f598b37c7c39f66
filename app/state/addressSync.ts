/**
 * Keeps the address and the stores in step. Changes are written after 200 ms, as a new history entry where another node
 * was opened. A link that is pasted or opened is played whole; Back and Forward only go through what was looked at, so
 * that no fault is lost on the way. Where the address names another model, that one is opened, and its scene is
 * played with it.
 */
import { routeOf } from '#app/shell/route.ts';
import { askedModel, isModel, printAddress, readAddress } from './address.ts';
import type { AddressFields } from './addressFields.ts';
import { useDisplay } from './display.ts';
import { useFaultDraw } from './faultDraw.ts';
import { useLab } from './lab.ts';
import { notify } from './notices.ts';
import { cancelOpening } from './openModel.ts';
import { sameScene, useScene } from './scene.ts';
import { useSelection } from './selection.ts';

/** Other screens of the page have addresses of their own. */
const isElsewhere = () => routeOf(location.hash) !== 'lab';

const DELAY_MS = 200;
/** Marks history entries written here; a pasted link has none. */
const OWN_ENTRY = { lab: true };

/**
 * Opens the model of this id with the scene of this hash. `unknown`: there is none; `stays`: it was given up or failed,
 * and the person knows.
 */
export type OpenAsked = (id: string, hash: string) => Promise<'opened' | 'stays' | 'unknown'>;

/** Reads the address once and then follows both sides. Needs an open model. Returns what stops it. */
export function followAddress(openAsked: OpenAsked = async () => 'unknown'): () => void {
  let unknown: AddressFields = [];
  let seen = '';
  let writtenNode: string | null = null;
  let writtenModel: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The address is ahead of the screen: it names a model that is being opened. */
  let opening = false;

  const read = (what: 'first' | 'link' | 'look') => {
    const { model } = useLab.getState();
    if (!model || isElsewhere()) return;
    clearTimeout(timer);
    seen = location.hash;
    const address = readAddress(seen, model);
    useSelection.getState().restore(address.selection);
    writtenNode = address.selection.node;
    writtenModel = model.card.id;
    if (what !== 'look') {
      unknown = address.unknown;
      useFaultDraw.setState(address.draw);
      useDisplay.setState(address.display);
      const { scene, replace } = useScene.getState();
      if (!sameScene(address.scene, scene)) replace(address.scene, what === 'link');
      for (const problem of address.problems) notify('warning', problem);
    }
    later();
  };
  const write = () => {
    const { model } = useLab.getState();
    if (!model || opening || isElsewhere()) return;
    const selection = useSelection.getState();
    const hash = printAddress(useScene.getState().scene, selection, model, {
      draw: useFaultDraw.getState(),
      display: useDisplay.getState(),
      unknown,
    });
    const opened =
      (writtenNode !== null && selection.node !== writtenNode) ||
      (writtenModel !== null && model.card.id !== writtenModel);
    writtenNode = selection.node;
    writtenModel = model.card.id;
    seen = hash;
    if (hash === location.hash) return;
    if (opened) history.pushState(OWN_ENTRY, '', hash);
    else history.replaceState(OWN_ENTRY, '', hash);
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(write, DELAY_MS);
  };
  /** Where the address names another model, that one is opened first. Of one nobody knows, the rest is read all the same. */
  const follow = async (what: 'link' | 'look') => {
    const { hash } = location;
    const asked = askedModel(hash);
    const { model } = useLab.getState();
    if (!model || isElsewhere()) return;
    if (asked !== null && !isModel(asked, model)) {
      seen = hash;
      opening = true;
      const outcome = await openAsked(asked, hash);
      // Meanwhile the person may have gone on to another address.
      if (hash !== location.hash) return;
      opening = false;
      if (outcome === 'stays') return write();
    } else if (opening) cancelOpening();
    opening = false;
    read(what);
  };
  const onPopState = (event: PopStateEvent) => void follow(event.state === null ? 'link' : 'look');
  const onHashChange = () => {
    if (location.hash !== seen) void follow('link');
  };

  read('first');
  const stops = [useScene, useSelection, useFaultDraw, useDisplay].map((store) => store.subscribe(later));
  window.addEventListener('popstate', onPopState);
  window.addEventListener('hashchange', onHashChange);
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
    window.removeEventListener('popstate', onPopState);
    window.removeEventListener('hashchange', onHashChange);
  };
}
