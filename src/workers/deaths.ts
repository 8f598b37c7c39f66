/**
 * What to do about workers that die: start again, with the request that is likely to last. Counted are the last 60
 * seconds; `nowMs` is any steady clock.
 */
import { LabError } from '#engine/labError.ts';
import type { OpenRequest } from './labApi.ts';

export interface Death {
  /** One line for the person. */
  readonly text: string;
  readonly deviceLost: boolean;
}

const WINDOW_MS = 60_000;
/** Deaths after which the lab stops trying. */
const MOST_RESTARTS = 3;
/** Lost devices after which `auto` means wasm. */
const LOSSES_ARE_ENOUGH = 2;

export class Deaths {
  #recent: { readonly atMs: number; readonly deviceLost: boolean }[] = [];

  /** The graphics device was lost so often that a lab which may choose goes on without it, for good. */
  #avoidGpu = false;

  /** Throws LabError `device-lost` where it has died too often to go on. */
  count({ text, deviceLost }: Death, nowMs: number): void {
    this.#recent = [
      ...this.#recent.filter(({ atMs }) => nowMs - atMs < WINDOW_MS),
      { atMs: nowMs, deviceLost },
    ];
    this.#avoidGpu ||= this.#recent.filter((each) => each.deviceLost).length >= LOSSES_ARE_ENOUGH;
    if (this.#recent.length > MOST_RESTARTS)
      throw new LabError(
        'device-lost',
        `${text} It was restarted ${MOST_RESTARTS} times within a minute and stopped again. Reload the page, or force the other back end with ?backend=wasm.`,
      );
  }

  /** The request as it should be made now. */
  sober(request: OpenRequest): OpenRequest {
    if (request.backend !== 'auto' || !this.#avoidGpu) return request;
    return { ...request, backend: 'wasm', why: 'the graphics device was lost twice within a minute' };
  }
}
