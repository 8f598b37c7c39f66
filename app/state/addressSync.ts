/**
 * Keeps the address and the stores in step. A change is written at once, those that follow it closely when 200 ms pass
 * without another; as a new history entry where another node was opened. A link that is pasted or opened is played
 * whole; Back and Forward only go through what was looked at, so that no fault is lost on the way. Where the address
 * names another model, that one is opened, and its scene is played with it.
 */
import { openBlocksOf, restoreBlocks, useNetwork } from '#app/graph/networkStore.ts';
import { setLayerView, useLayerView } from '#app/layer/layerView.ts';
import { routeOf } from '#app/shell/route.ts';
import { askedModel, isModel, printAddress, readAddress } from './address.ts';
import type { AddressFields } from './addressFields.ts';
import { askedDataset, isDataset } from './datasetField.ts';
import { type Display, useDisplay } from './display.ts';
import { useFaultDraw } from './faultDraw.ts';
import { type ModelSummary, useLab } from './lab.ts';
import { notify } from './notices.ts';
import { cancelOpening } from './openModel.ts';
import { type Scene, sameScene, useScene } from './scene.ts';
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

/** Fields of the last link that this version does not know. */
let unknown: AddressFields = [];

/** The address of what is on the screen now, as the page itself shows it or as `display` says; empty without a model. */
export function currentAddress(display: Display = useDisplay.getState()): string {
  const { model } = useLab.getState();
  if (!model) return '';
  const rest = {
    draw: useFaultDraw.getState(),
    display,
    blocks: openBlocksOf(model.graph),
    layer: useLayerView.getState(),
    unknown,
  };
  return printAddress(useScene.getState().scene, useSelection.getState(), model, rest);
}

/** A last word on the scene of a link, by who knows more of it than a link can hold. */
export type Adapt = (scene: Scene, model: ModelSummary) => Scene;
let follower: ((hash: string, adapt: Adapt) => Promise<void>) | null = null;

/** Plays a link as if it had been pasted, model and all. */
export async function followLink(hash: string, adapt: Adapt = (scene) => scene): Promise<void> {
  await follower?.(hash, adapt);
}

/** What waits to be written is written now: before the page is loaded anew. */
export function settleAddress(): void {
  settle?.();
}
let settle: (() => void) | null = null;

/** Reads the address once and then follows both sides. Needs an open model. Returns what stops it. */
export function followAddress(openAsked: OpenAsked = async () => 'unknown'): () => void {
  let seen = '';
  let writtenNode: string | null = null;
  let writtenModel: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let changedMs = Number.NEGATIVE_INFINITY;
  /** Written as soon as the changes of this task are made. */
  let isDue = false;
  /** The address is ahead of the screen: it names a model that is being opened. */
  let opening = false;

  const read = (what: 'first' | 'link' | 'look', adapt?: Adapt) => {
    const { model } = useLab.getState();
    if (!model || isElsewhere()) return;
    clearTimeout(timer);
    isDue = false;
    seen = location.hash;
    const address = readAddress(seen, model);
    useSelection.getState().restore(address.selection);
    writtenNode = address.selection.node;
    writtenModel = model.card.id;
    if (what !== 'look') {
      unknown = address.unknown;
      useFaultDraw.setState(address.draw);
      useDisplay.setState(address.display);
      restoreBlocks(model.graph, address.blocks);
      setLayerView(address.layer);
      const { scene, replace } = useScene.getState();
      const next = adapt ? adapt(address.scene, model) : address.scene;
      if (!sameScene(next, scene)) replace(next, what === 'link');
      for (const problem of address.problems) notify('warning', problem);
    }
    later();
  };
  const write = () => {
    isDue = false;
    const { model } = useLab.getState();
    if (!model || opening || isElsewhere()) return;
    const selection = useSelection.getState();
    const hash = currentAddress();
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
    const nowMs = performance.now();
    const isFirst = nowMs - changedMs > DELAY_MS;
    changedMs = nowMs;
    if (isDue) return;
    clearTimeout(timer);
    isDue = isFirst;
    timer = setTimeout(write, isFirst ? 0 : DELAY_MS);
  };
  /** Where the address names another model, that one is opened first. Of one nobody knows, the rest is read all the same. */
  const follow = async (what: 'link' | 'look', adapt?: Adapt) => {
    const { hash } = location;
    const { model } = useLab.getState();
    if (!model || isElsewhere()) return;
    const asked = askedModel(hash) ?? model.card.id;
    if (!isModel(asked, model) || !isDataset(askedDataset(hash), model.dataset)) {
      seen = hash;
      opening = true;
      const outcome = await openAsked(asked, hash);
      // Meanwhile the person may have gone on to another address.
      if (hash !== location.hash) return;
      opening = false;
      if (outcome === 'stays') return write();
    } else if (opening) cancelOpening();
    opening = false;
    read(what, adapt);
  };
  const onPopState = (event: PopStateEvent) => void follow(event.state === null ? 'link' : 'look');
  const onHashChange = () => {
    if (location.hash !== seen) void follow('link');
  };

  follower = (hash, adapt) => {
    history.pushState(OWN_ENTRY, '', hash);
    return follow('link', adapt);
  };
  read('first');
  const stops = [useScene, useSelection, useFaultDraw, useDisplay, useNetwork, useLayerView].map((store) =>
    store.subscribe(later),
  );
  settle = write;
  window.addEventListener('popstate', onPopState);
  window.addEventListener('hashchange', onHashChange);
  return () => {
    clearTimeout(timer);
    follower = null;
    for (const stop of stops) stop();
    settle = null;
    window.removeEventListener('popstate', onPopState);
    window.removeEventListener('hashchange', onHashChange);
  };
}
