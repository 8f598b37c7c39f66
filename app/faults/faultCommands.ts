/** Commands on the faults of the scene. */
import type { Command } from '#app/commands/command.ts';
import { closeDialog } from '#app/shell/dialogs.ts';
import { showPanel } from '#app/shell/panels.ts';
import { useScene } from '#app/state/scene.ts';

export const FAULT_COMMANDS: readonly Command[] = [
  {
    id: 'faults.undo',
    title: 'Undo',
    group: 'Faults',
    keys: ['Mod+Z'],
    run: () => useScene.getState().undo(),
    enabled: () => useScene.getState().past.length > 0,
  },
  {
    id: 'faults.redo',
    title: 'Redo',
    group: 'Faults',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    run: () => useScene.getState().redo(),
    enabled: () => useScene.getState().future.length > 0,
  },
  { id: 'faults.add', title: 'Add a fault as text', group: 'Faults', keys: ['/'], run: focusFaultField },
  {
    id: 'faults.removeLast',
    title: 'Remove the last fault',
    group: 'Faults',
    keys: ['Backspace'],
    run: () => useScene.getState().removeFault(useScene.getState().scene.faults.length - 1),
    enabled: hasFaults,
  },
  {
    id: 'faults.clear',
    title: 'Remove all faults',
    group: 'Faults',
    keys: ['Shift+Backspace'],
    run: () => useScene.getState().clearFaults(),
    enabled: hasFaults,
  },
];

function hasFaults(): boolean {
  return useScene.getState().scene.faults.length > 0;
}

function focusFaultField(): void {
  closeDialog();
  showPanel('faults');
  // The panel may just have been hidden.
  requestAnimationFrame(() => document.getElementById('fault-field')?.focus());
}
