/** Keys without Ctrl or Command can be turned off (WCAG 2.1.4), for people who dictate. Kept on this device. */
import { notify } from '#app/state/notices.ts';

const KEY = 'bitflip.letterKeys';

let on = read();

export const letterKeysOn = (): boolean => on;

export function toggleLetterKeys(): void {
  on = !on;
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off');
  } catch {
    // It holds until the page is closed.
  }
  notify('info', `Single-letter keys are ${on ? 'on' : 'off'}.`);
}

function read(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}
