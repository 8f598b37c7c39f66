import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../commandTable.ts';
import { BITFLIP_VERSION } from '../place.ts';
import { call, callJson } from '../testing/captured.ts';

const output = async (...words: string[]): Promise<string> => {
  const { status, stdout, stderr } = await call(words);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
};

describe('help', () => {
  it('lists every command', async () => {
    const text = await output('help');
    for (const { name, summary } of COMMANDS)
      expect(text).toMatch(new RegExp(`^  ${name} +${summary}$`, 'm'));
    expect(await output('--help')).toBe(text);
    expect(await output('-h')).toBe(text);
  });

  it.each(COMMANDS)('has a page with options and examples: $name', async ({ name, options, examples }) => {
    const text = await output('help', name);
    expect(await output(name, '--help')).toBe(text);
    for (const option of Object.keys(options)) expect(text).toMatch(new RegExp(`^  --${option} `, 'm'));
    expect(examples.length).toBeGreaterThan(0);
    for (const { command } of examples) expect(text).toContain(`  ${command}\n`);
  });

  it('says what must be given', async () => {
    expect(await output('help', 'flip')).toContain(
      'usage: bitflip flip [--format NAME] --value V --bit B... [--json]\n',
    );
    expect(await output('help', 'help')).toContain('usage: bitflip help [COMMAND] [--json]\n');
  });

  it('is data on request', async () => {
    const one = await callJson<{ commands: { name: string }[] }>(['help', 'inject']);
    const all = await callJson<{ commands: { name: string }[] }>(['help']);
    expect(all.commands.map(({ name }) => name)).toEqual([
      'inspect',
      'predict',
      'inject',
      'quantize',
      'flip',
      'plan',
      'campaign',
      'report',
      'help',
    ]);
    expect(all.commands).toContainEqual(one.commands[0]);
  });
});

describe('bitflip', () => {
  it('tells its version', async () => {
    expect(await output('--version')).toBe(`${BITFLIP_VERSION}\n`);
    expect(BITFLIP_VERSION).toMatch(/^\d+\.\d+\.\d+/);
  });

  it.each<[string, string[]]>([
    ['No command is given. See "bitflip help".', []],
    [
      'There is no command "flips". Commands: inspect, predict, inject, quantize, flip, plan, campaign, report, help. See "bitflip help".',
      ['flips'],
    ],
    [
      'There is no command "flips". Commands: inspect, predict, inject, quantize, flip, plan, campaign, report, help. See "bitflip help".',
      ['help', 'flips'],
    ],
  ])('refuses: %s', async (message, words) => {
    expect(await call(words)).toEqual({ status: 2, stdout: '', stderr: `bitflip: ${message}\n` });
  });
});
