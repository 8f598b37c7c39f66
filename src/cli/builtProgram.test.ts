import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { BITFLIP_VERSION, PACKAGE_ROOT } from './place.ts';

const program = join(PACKAGE_ROOT, 'bin', 'bitflip.js');
const built = existsSync(join(PACKAGE_ROOT, 'dist-cli', 'main.js'));

const start = (words: readonly string[]): ChildProcess =>
  spawn(process.execPath, [program, ...words], { cwd: tmpdir(), stdio: ['ignore', 'pipe', 'pipe'] });

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a stream has said so far. */
function collected(stream: Readable | null): () => string {
  const chunks: string[] = [];
  stream?.on('data', (chunk) => chunks.push(String(chunk)));
  return () => chunks.join('');
}

function ended(child: ChildProcess): Promise<Ended> {
  const stdout = collected(child.stdout);
  const stderr = collected(child.stderr);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout: stdout(), stderr: stderr() }));
  });
}

const bitflip = (...words: string[]): Promise<Ended> => ended(start(words));

describe.skipIf(!built)(
  'the built program, from another folder (skipped until `npm run build` has made dist-cli)',
  () => {
    it('tells its version', async () => {
      expect(await bitflip('--version')).toEqual({ status: 0, stdout: `${BITFLIP_VERSION}\n`, stderr: '' });
    });

    it.each(['wasm', 'cpu'])('prints one JSON document and nothing else on %s', async (backend) => {
      const fault = 'conv2d_1/kernel[0,2,1,5]:flip(30)';
      const { status, stdout, stderr } = await bitflip(
        ...['inject', 'lenet5', '--input', 'mnist:7', '--fault', fault, '--backend', backend, '--json'],
      );
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(JSON.parse(stdout)).toMatchObject({
        backend,
        golden: [{ label: '7' }, {}, {}, {}, {}],
        faults: [{ fault }],
      });
    });

    it('ends with status 2 and one line for bad input', async () => {
      const { status, stdout, stderr } = await bitflip(
        'predict',
        'lenet5',
        '--input',
        'mnist:9999',
        '--json',
      );
      expect({ status, stdout, stderr }).toEqual({
        status: 2,
        stdout: '',
        stderr: 'bitflip: mnist:9999: the gallery has items 0 to 199.\n',
      });
    });

    it('ends quietly when nobody reads on', async () => {
      const child = start(['inspect', 'lenet5', '--json']);
      child.stdout?.destroy();
      let stderr = '';
      child.stderr?.on('data', (chunk) => (stderr += String(chunk)));
      const status = await new Promise((resolve) => child.on('exit', resolve));
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    });
  },
);
