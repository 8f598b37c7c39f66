/** Commands on the model as a whole. */
import type { Command } from '#app/commands/command.ts';
import { openDialog } from '#app/shell/dialogs.ts';

export const LIBRARY_COMMANDS: readonly Command[] = [
  {
    id: 'library.open',
    title: 'Choose a model',
    group: 'Network',
    keys: ['M'],
    run: () => openDialog('library'),
  },
];
