/**
 * Large type, for a projector: everything is as if the screen were smaller, so the layout follows. On by `?room=1` in
 * the address for this visit, or by command, and then kept on this device.
 */
import { create } from 'zustand';

const KEY = 'bitflip.room';
const ZOOM = 1.3;

export const useRoom = create<{ readonly large: boolean }>(() => ({ large: false }));

/** Before the first paint. */
export function restoreRoom(): void {
  const asked = new URLSearchParams(location.search).get('room');
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(KEY);
  } catch {
    // Storage may be off.
  }
  apply(asked === null ? kept === '1' : asked !== '0');
}

export function toggleRoom(): void {
  const large = !useRoom.getState().large;
  apply(large);
  try {
    localStorage.setItem(KEY, large ? '1' : '0');
  } catch {
    // It holds until the page is closed.
  }
}

function apply(large: boolean): void {
  document.documentElement.style.setProperty('--zoom', large ? String(ZOOM) : '1');
  useRoom.setState({ large });
}
