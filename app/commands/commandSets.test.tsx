// @vitest-environment happy-dom
import { act, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeEach, expect, it, vi } from 'vitest';
import { useDisplay, WHOLE_LAB } from '#app/state/display.ts';
import { useSelection } from '#app/state/selection.ts';
import { MenuList } from './CommandMenu.tsx';
import { HelpDialog } from './HelpDialog.tsx';
import { installHotkeys } from './hotkeys.ts';
import { keysOfCombo } from './keyCombo.ts';
import { PaletteDialog } from './PaletteDialog.tsx';
import { COMMANDS, canRun, commandById, runCommand } from './registry.ts';

const ids = COMMANDS.map(({ id }) => id).toSorted();

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  useDisplay.setState(WHOLE_LAB);
});

/** The commands that a part of the page shows. */
async function shown(part: ReactElement): Promise<readonly string[]> {
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  await act(async () => root.render(part));
  const found = [...place.querySelectorAll<HTMLElement>('[data-command]')].map(
    ({ dataset }) => dataset['command'] ?? '',
  );
  await act(async () => root.unmount());
  place.remove();
  return found.toSorted();
}

it.each([
  ['the menu', <MenuList key="menu" onChosen={() => undefined} />],
  ['the palette', <PaletteDialog key="palette" onClose={() => undefined} />],
  ['help', <HelpDialog key="help" onClose={() => undefined} />],
])('%s has every command of the registry, each once', async (_, part) => {
  expect(await shown(part)).toEqual(ids);
});

it('every key of the registry reaches its command, and only that', () => {
  const ran: string[] = [];
  const restore = COMMANDS.map((command) => {
    const own = { run: command.run, enabled: command.enabled };
    Object.assign(command, { run: () => ran.push(command.id), enabled: () => true });
    return () => Object.assign(command, own);
  });
  const stop = installHotkeys();
  const pressed = COMMANDS.flatMap(({ id, keys }) => keys.map((combo) => ({ id, combo })));
  for (const { combo } of pressed) {
    const parts = keysOfCombo(combo);
    const key = parts.at(-1) ?? '';
    const init = { key, ctrlKey: parts.includes('Mod'), shiftKey: parts.includes('Shift'), bubbles: true };
    document.body.dispatchEvent(new KeyboardEvent('keydown', init));
    document.body.dispatchEvent(new KeyboardEvent('keyup', init));
  }
  stop();
  for (const undo of restore) undo();
  expect(ran).toEqual(pressed.map(({ id }) => id));
});

it('what a link hides cannot be run by name or key', () => {
  const command = commandById('faults.newSeed');
  expect(canRun(command)).toBe(true);
  useDisplay.setState({ hidden: ['chance'] });
  expect(canRun(command)).toBe(false);
  runCommand('share.showAll');
  expect(canRun(command)).toBe(true);
});

it('what lasts as long as its key is held, run by name, lasts until the next key', async () => {
  runCommand('view.holdGolden');
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(useSelection.getState().goldenHeld).toBe(true);
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
  expect(useSelection.getState().goldenHeld).toBe(false);
});
