/** Arranges graphs off the page's thread; who no longer wants the answer ends the worker. */
import * as Comlink from 'comlink';
import type { LayoutApi } from './layoutApi.ts';
import { scatterLayout } from './scatterLayout.ts';
import { installWire } from './wire.ts';

installWire();
const api: LayoutApi = { scatter: scatterLayout };
Comlink.expose(api);
