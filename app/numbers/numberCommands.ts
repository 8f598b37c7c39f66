/** The way from the lab to the page of numbers. */
import type { Command } from '#app/commands/command.ts';

export const NUMBER_COMMANDS: readonly Command[] = [
  {
    id: 'numbers.open',
    title: 'Numbers: one value in any format, bit by bit',
    group: 'Page',
    keys: [],
    run: () => {
      location.hash = '#/numbers';
    },
  },
];
