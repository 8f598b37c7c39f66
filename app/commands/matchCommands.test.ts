import { expect, it } from 'vitest';
import { matchCommands } from './matchCommands.ts';
import { COMMANDS } from './registry.ts';

const ids = (text: string) => matchCommands(COMMANDS, text).map(({ id }) => id);

it('finds commands by any words of group and title', () => {
  expect(ids('picture next')).toEqual(['input.next']);
  expect(ids('  REDO ')).toEqual(['faults.redo']);
  expect(ids('no such thing')).toEqual([]);
  expect(ids('')).toEqual(COMMANDS.map(({ id }) => id));
});

it('puts titles that begin with the text first', () => {
  expect(ids('remove')[0]).toBe('faults.removeLast');
  expect(ids('show').slice(0, 2)).toEqual(['view.holdGolden', 'view.faulty']);
});
