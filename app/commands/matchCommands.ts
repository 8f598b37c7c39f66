/** Commands whose group and title hold every typed word, titles that begin with the text first. */
import type { Command } from './command.ts';

export function matchCommands(commands: readonly Command[], text: string): readonly Command[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = commands.filter(({ group, title }) => {
    const name = `${group} ${title}`.toLowerCase();
    return words.every((word) => name.includes(word));
  });
  const starts = ({ title }: Command) => title.toLowerCase().startsWith(words.join(' '));
  return words.length === 0
    ? found
    : [...found.filter(starts), ...found.filter((command) => !starts(command))];
}
