/** Key combinations as text: `Mod+Shift+Z`, `G`, `?`. Mod is Ctrl, or Command on a Mac. */

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Shift counts for letters and named keys; a sign such as `?` is what it is, however it is typed. */
export function matchesCombo(press: KeyPress, combo: string): boolean {
  const { wantsMod, wantsShift, key } = partsOf(combo);
  const mod = press.ctrlKey || press.metaKey;
  if (press.altKey || mod !== wantsMod) return false;
  if (press.key.toLowerCase() !== key.toLowerCase()) return false;
  return isSign(key) || press.shiftKey === wantsShift;
}

/** Does the key alone, without Shift and Mod, belong to the combination? For keys that are let go. */
export function sameKey(press: KeyPress, combo: string): boolean {
  return press.key.toLowerCase() === partsOf(combo).key.toLowerCase();
}

/** Needs neither Ctrl nor Command. */
export function isBare(combo: string): boolean {
  return !combo.startsWith('Mod+');
}

/** For the eye: `Ctrl Shift Z`, on a Mac `⌘ ⇧ Z`. */
export function comboParts(combo: string, mac: boolean): readonly string[] {
  return keysOfCombo(combo).map((part) => {
    if (part === 'Mod') return mac ? '⌘' : 'Ctrl';
    if (part === 'Shift') return mac ? '⇧' : 'Shift';
    return NAMED[part] ?? part;
  });
}

const NAMED: Readonly<Record<string, string>> = { Backspace: '⌫', ArrowUp: '↑', ArrowDown: '↓' };

function partsOf(combo: string): {
  readonly wantsMod: boolean;
  readonly wantsShift: boolean;
  readonly key: string;
} {
  const parts = keysOfCombo(combo);
  return { wantsMod: parts.includes('Mod'), wantsShift: parts.includes('Shift'), key: parts.at(-1) ?? '' };
}

const isSign = (key: string): boolean => key.length === 1 && key.toLowerCase() === key.toUpperCase();

/** `+` alone is a key, not a sign between two. */
export const keysOfCombo = (combo: string): readonly string[] => (combo === '+' ? ['+'] : combo.split('+'));
