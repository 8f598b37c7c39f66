/** Links to the scene on the screen. A link is at most 4 kB (DESIGN 4.10); what is longer travels as a scene file. */
import { currentAddress } from '#app/state/addressSync.ts';
import type { Display } from '#app/state/display.ts';

export const LONGEST_LINK_BYTES = 4096;

/** Without the query: which back end computes is a matter of each device. */
export function sceneLink(display: Display): string {
  return `${location.origin}${location.pathname}${currentAddress(display)}`;
}

/** Addresses are ASCII: a character is a byte. */
export const tooLong = (link: string): boolean => link.length > LONGEST_LINK_BYTES;
