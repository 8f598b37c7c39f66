import { describe, expect, it } from 'vitest';
import { comboParts, isBare, matchesCombo } from './keyCombo.ts';
import { COMMANDS } from './registry.ts';

const press = (key: string, held: string = '') => ({
  key,
  ctrlKey: held.includes('c'),
  metaKey: held.includes('m'),
  shiftKey: held.includes('s'),
  altKey: held.includes('a'),
});

describe('matchesCombo', () => {
  it.each([
    ['Mod+Z', press('z', 'c'), true],
    ['Mod+Z', press('z', 'm'), true],
    ['Mod+Z', press('Z', 'cs'), false],
    ['Mod+Shift+Z', press('Z', 'cs'), true],
    ['G', press('g'), true],
    ['G', press('G', 's'), false],
    ['G', press('g', 'c'), false],
    ['G', press('g', 'a'), false],
    ['?', press('?', 's'), true],
    ['?', press('?'), true],
    [']', press(']'), true],
    ['1', press('1'), true],
    ['+', press('+', 's'), true],
    ['+', press('='), false],
    ['Shift+Backspace', press('Backspace'), false],
  ] as const)('%s with %o: %s', (combo, pressed, expected) => {
    expect(matchesCombo(pressed, combo)).toBe(expected);
  });
});

it('writes keys as they stand on the keyboard', () => {
  expect(comboParts('Mod+Shift+Z', false)).toEqual(['Ctrl', 'Shift', 'Z']);
  expect(comboParts('Mod+K', true)).toEqual(['⌘', 'K']);
  expect(comboParts('+', false)).toEqual(['+']);
});

it('no two commands share a key or an id', () => {
  const keys = COMMANDS.flatMap((command) => command.keys);
  expect(new Set(keys).size).toBe(keys.length);
  expect(new Set(COMMANDS.map(({ id }) => id)).size).toBe(COMMANDS.length);
  expect(keys.filter(isBare)).toContain('G');
});
