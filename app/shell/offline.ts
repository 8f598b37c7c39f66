/**
 * The lab without a network, from the page's side: the service worker is set up once the lab runs and the page is at
 * rest; each model that is opened is kept; a new version is announced and taken when the person says so.
 */

import { settleAddress } from '#app/state/addressSync.ts';
import { useLab } from '#app/state/lab.ts';
import { notify } from '#app/state/notices.ts';
import { useOpenModel } from '#app/state/openModel.ts';
import type { OfflineMessage } from '#workers/offline/offlineFiles.ts';

/** A page that is still busy is asked again after this. */
const REST_MS = 1500;

export function startOffline(): void {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return;
  if (!import.meta.env.PROD) return void forget();
  const atRest = () => setTimeout(() => void register(), REST_MS);
  if (useLab.getState().status.kind === 'ready') atRest();
  else {
    const stop = useLab.subscribe(({ status }) => {
      if (status.kind !== 'ready') return;
      stop();
      atRest();
    });
  }
}

/** While the page is developed, nothing old may come out of a cache. */
async function forget(): Promise<void> {
  for (const registration of await navigator.serviceWorker.getRegistrations())
    await registration.unregister();
}

async function register(): Promise<void> {
  try {
    const script = new URL('sw.js', document.baseURI);
    const registration = await navigator.serviceWorker.register(script, { updateViaCache: 'none' });
    announce(registration);
    await navigator.serviceWorker.ready;
    const keep = (model: string) => tell(registration.active, { kind: 'keep', model });
    const { entry } = useOpenModel.getState();
    if (entry) keep(entry.id);
    useOpenModel.subscribe((state, before) => {
      if (state.entry && state.entry !== before.entry) keep(state.entry.id);
    });
  } catch {
    // Storage may be full or off: the lab then needs the network, as any page does.
  }
}

function announce(registration: ServiceWorkerRegistration): void {
  const watch = (worker: ServiceWorker | null) =>
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && navigator.serviceWorker.controller) offer(worker);
    });
  if (registration.waiting) offer(registration.waiting);
  watch(registration.installing);
  registration.addEventListener('updatefound', () => watch(registration.installing));
}

function offer(worker: ServiceWorker): void {
  notify('info', 'A new version of the lab is here. Reload when you like; the scene is in the address.', {
    title: 'Reload',
    run: () => {
      settleAddress();
      navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
      tell(worker, { kind: 'takeOver' });
    },
  });
}

const tell = (worker: ServiceWorker | null, message: OfflineMessage): void => worker?.postMessage(message);
