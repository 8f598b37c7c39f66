/** Hotkeys: one listener for the whole page. Text fields and open dialogs keep their keys to themselves. */

import type { Command } from './command.ts';
import { isBare, matchesCombo, sameKey } from './keyCombo.ts';
import { letterKeysOn } from './letterKeys.ts';
import { COMMANDS, canRun } from './registry.ts';

/** Returns what takes the listeners away again. */
export function installHotkeys(): () => void {
  let held: { readonly command: Command; readonly combo: string } | null = null;
  const letGo = () => {
    held?.command.release?.();
    held = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isTyping(event.target) || document.querySelector('dialog[open]')) return;
    for (const command of COMMANDS) {
      const combo = command.keys.find((keys) => matchesCombo(event, keys));
      if (combo === undefined || (isBare(combo) && !letterKeysOn())) continue;
      event.preventDefault();
      if (event.repeat && command.release) return;
      if (!canRun(command)) return;
      command.run();
      if (command.release) held = { command, combo };
      return;
    }
  };
  const onKeyUp = (event: KeyboardEvent) => {
    if (held && sameKey(event, held.combo)) letGo();
  };
  window.addEventListener('keydown', onKeyDown);
  window.addEventListener('keyup', onKeyUp);
  window.addEventListener('blur', letGo);
  return () => {
    window.removeEventListener('keydown', onKeyDown);
    window.removeEventListener('keyup', onKeyUp);
    window.removeEventListener('blur', letGo);
  };
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  return (
    target instanceof HTMLInputElement && !['radio', 'checkbox', 'button', 'range'].includes(target.type)
  );
}
