import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PACKAGE_ROOT } from './place.ts';
import { call } from './testing/captured.ts';

const page = readFileSync(join(PACKAGE_ROOT, 'docs', 'cli.md'), 'utf8');

/** Blocks of one command and all that it prints; pipes and shortened output are left out. */
const shown = [...page.matchAll(/^```\n\$ bitflip (.*)\n([\s\S]*?)^```$/gm)]
  .map(([, command = '', output = '']) => ({ command, output }))
  .filter(({ command, output }) => !command.includes('|') && !output.startsWith('...'));

/** Words of a shell line without escapes; quotes hold a word together. */
const words = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, plain]) => single ?? double ?? plain ?? '',
  );

it('docs/cli.md shows every command', () => {
  expect(new Set(shown.map(({ command }) => words(command)[0]))).toEqual(
    new Set(['help', 'inspect', 'predict', 'inject', 'quantize', 'flip', 'plan', 'campaign', 'report']),
  );
});

it.each(shown)('docs/cli.md shows what it prints: bitflip $command', async ({ command, output }) => {
  expect(await call(words(command))).toEqual({ status: 0, stdout: output, stderr: '' });
});
