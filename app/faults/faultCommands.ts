/** Commands on the faults of the scene. */
import type { Command } from '#app/commands/command.ts';
import { closeDialog } from '#app/shell/dialogs.ts';
import { showPanel } from '#app/shell/panels.ts';
import { useFaultDraw } from '#app/state/faultDraw.ts';
import { useLab } from '#app/state/lab.ts';
import { useScene } from '#app/state/scene.ts';
import { addRandomFault, drawNewSeed, playReadyFault, resetFaults, switchFault } from './faultActions.ts';

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
  {
    id: 'faults.history',
    title: 'History',
    group: 'Faults',
    keys: ['H'],
    run: () => openFootPopover('fault-history'),
  },
  { id: 'faults.add', title: 'Add a fault as text', group: 'Faults', keys: ['/'], run: focusFaultField },
  { id: 'faults.random', title: 'Random fault', group: 'Faults', keys: ['R'], run: addRandomFault },
  {
    id: 'faults.seed',
    title: 'Seed of the random faults',
    group: 'Faults',
    keys: [],
    run: () => openFootPopover('fault-seed'),
  },
  { id: 'faults.newSeed', title: 'New seed', group: 'Faults', keys: [], run: drawNewSeed },
  {
    id: 'faults.reset',
    title: 'Reset: no faults, the same seed from its first draw',
    group: 'Faults',
    keys: [],
    run: resetFaults,
    enabled: () => hasFaults() || useFaultDraw.getState().drawn > 0,
  },
  ...[0, 1, 2].map(
    (place): Command => ({
      id: `faults.ready${place + 1}`,
      title: `Ready fault ${place + 1} of the model`,
      group: 'Faults',
      keys: [],
      run: () => {
        const ready = readyFault(place);
        if (ready) playReadyFault(ready);
      },
      enabled: () => readyFault(place) !== undefined,
    }),
  ),
  {
    id: 'faults.all',
    title: 'All faults: switch, reorder, remove',
    group: 'Faults',
    keys: ['L'],
    run: () => openFootPopover('fault-table'),
    enabled: hasFaults,
  },
  {
    id: 'faults.switchLast',
    title: 'Switch the last fault off or on',
    group: 'Faults',
    keys: ['X'],
    run: switchLast,
    enabled: hasFaults,
  },
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

const readyFault = (place: number) => useLab.getState().model?.card.readyFaults[place];

function switchLast(): void {
  const { faults } = useScene.getState().scene;
  switchFault(faults.length - 1, !faults.at(-1)?.on);
}

/** The foot may be hidden on a small screen, and its button tells where it is. */
function openFootPopover(id: string): void {
  closeDialog();
  showPanel('faults');
  requestAnimationFrame(() => document.getElementById(id)?.showPopover());
}

function focusFaultField(): void {
  closeDialog();
  showPanel('faults');
  const field = () => document.getElementById('fault-field');
  // At once, for who types on; but the panel may be hidden yet, or a dialog on its way out.
  field()?.focus();
  if (document.activeElement !== field()) requestAnimationFrame(() => field()?.focus());
}
