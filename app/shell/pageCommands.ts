/** Commands on the page itself. */
import type { Command } from '#app/commands/command.ts';
import { toggleLetterKeys } from '#app/commands/letterKeys.ts';
import { openDialog } from './dialogs.ts';
import { toggleRoom } from './room.ts';
import { nextTheme } from './theme.ts';

export const PAGE_COMMANDS: readonly Command[] = [
  {
    id: 'page.palette',
    title: 'All commands',
    group: 'Page',
    keys: ['Mod+K'],
    run: () => openDialog('palette'),
  },
  { id: 'page.help', title: 'Keys and help', group: 'Page', keys: ['?'], run: () => openDialog('help') },
  {
    id: 'page.theme',
    title: 'Light, dark or as the system says',
    group: 'Page',
    keys: ['T'],
    run: nextTheme,
  },
  {
    id: 'page.room',
    title: 'Large type, for a projector',
    group: 'Page',
    keys: ['Shift+T'],
    run: toggleRoom,
  },
  {
    id: 'page.letterKeys',
    title: 'Single-letter keys on or off',
    group: 'Page',
    keys: [],
    run: toggleLetterKeys,
  },
];
