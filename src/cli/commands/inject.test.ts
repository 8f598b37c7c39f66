import { describe, expect, it } from 'vitest';
import reference from '../../../public/models/lenet5/reference.json';
import { call, callJson } from '../testing/captured.ts';
import type { Entry, InjectDocument } from '../testing/documents.ts';
import { word } from '../testing/weightFile.ts';

const inject = (fault: string, ...more: string[]): Promise<InjectDocument> =>
  callJson(['inject', 'lenet5', '--input', 'mnist:7', '--fault', fault, ...more]);

const hex = (bits: number): string => `0x${(bits >>> 0).toString(16).padStart(8, '0')}`;

const seven = reference.pairs.find(({ item }) => item === 7) as (typeof reference.pairs)[number];

function softmax(logits: readonly number[]): number[] {
  const largest = Math.max(...logits);
  const terms = logits.map((logit) => Math.exp(logit - largest));
  const sum = terms.reduce((total, term) => total + term, 0);
  return terms.map((term) => term / sum);
}

const scores = (entries: readonly Entry[]): number[] =>
  [...entries].sort((a, b) => a.index - b.index).map(({ score }) => Number(score));

function expectNear(found: readonly number[], wanted: readonly number[], tolerance: number): void {
  expect(found).toHaveLength(wanted.length);
  for (const [k, score] of found.entries())
    expect(Math.abs(score - (wanted[k] as number))).toBeLessThan(tolerance);
}

describe('inject', () => {
  it('hits the word that stands in the weight file', async () => {
    const { faults, backend } = await inject('conv2d_1/kernel[0,2,1,5]:flip(30)');
    const before = word('conv2d_1/kernel', 0, 2, 1, 5);
    expect(faults).toEqual([
      {
        fault: 'conv2d_1/kernel[0,2,1,5]:flip(30)',
        sentence: expect.stringMatching(
          new RegExp(
            `^1 bit: conv2d_1/kernel\\[0,2,1,5\\] bit 30, .* ${hex(before)} -> ${hex(before ^ 0x40000000)}$`,
          ),
        ),
        sites: 1,
        before: hex(before),
        after: hex(before ^ 0x40000000),
        format: 'float32',
      },
    ]);
    expect(backend).toBe('wasm');
  });

  it.each([
    ['a logit', 'dense_2/pre[3]:set(25)', () => 25],
    [
      'a bias',
      'dense_2/bias[3]:set(20)',
      () => (seven.logits[3] as number) - value(word('dense_2/bias', 3)) + 20,
    ],
    [
      'a bias that changes nothing much',
      'dense_2/bias[3]:zero',
      () => (seven.logits[3] as number) - value(word('dense_2/bias', 3)),
    ],
  ])("gives the scores that PyTorch's logits give with %s changed", async (_, fault, logit) => {
    const { golden, faulty, verdict } = await inject(fault, '--top', '10');
    const { absolute } = reference.tolerance;
    expectNear(scores(golden), seven.probabilities, absolute);
    const changed = softmax(seven.logits.map((x, k) => (k === 3 ? logit() : x)));
    expectNear(scores(faulty), changed, absolute);
    const winner = changed.indexOf(Math.max(...changed));
    expect(faulty[0]).toMatchObject({ label: String(winner), index: winner });
    expect(verdict).toBe(winner === 7 ? 'benign' : 'SDC');
  });

  it('says DUE for a NaN, as strings where JSON has no number', async () => {
    const { verdict, faulty, nodes } = await inject('dense_2/bias[3]:set(nan)', '--top', '10');
    expect(verdict).toBe('DUE');
    expect(faulty.every(({ score }) => score === 'NaN')).toBe(true);
    expect(nodes.at(-1)).toMatchObject({ node: 'dense_2', changed: 10, size: 10, nan: 10, inf: 0 });
  });

  it('leaves everything as it is with no bits', async () => {
    const { verdict, golden, faulty, nodes } = await inject(
      'conv2d/kernel[*,*,*,*]:flip()',
      '--fault',
      'dense/output[*]:flip()',
    );
    expect(verdict).toBe('masked');
    expect(faulty).toEqual(golden);
    expect(nodes).toHaveLength(9);
    for (const { changed, maxAbsDiff, l2, nan, inf } of nodes)
      expect([changed, maxAbsDiff, l2, nan, inf]).toEqual([0, 0, 0, 0, 0]);
  });

  it('applies faults in order, several to a text too', async () => {
    const one = await inject('dense/bias[3]:set(1)', '--fault', 'dense/bias[3]:flip(31)');
    const other = await inject('dense/bias[3]:set(1);dense/bias[3]:flip(31)');
    expect(one.faults.map(({ after }) => after)).toEqual(['0x3f800000', '0xbf800000']);
    expect(one.faults[1]?.before).toBe('0x3f800000');
    expect(other.faults).toEqual(one.faults);
  });

  it('writes words of a 16-bit format with four digits', async () => {
    const { faults } = await inject('dense/kernel[0,0]:flip(14)@bfloat16');
    const { before, after, format } = faults[0] as InjectDocument['faults'][number];
    expect(format).toBe('bfloat16');
    expect([before, after].every((text) => /^0x[0-9a-f]{4}$/.test(text))).toBe(true);
    expect(Number(before) ^ Number(after)).toBe(1 << 14);
  });

  it('agrees between wasm and cpu', async () => {
    const wasm = await inject('conv2d/output[*,*,0]:zero', '--top', '10');
    const cpu = await inject('conv2d/output[*,*,0]:zero', '--top', '10', '--backend', 'cpu');
    expect([cpu.verdict, cpu.backend]).toEqual([wasm.verdict, 'cpu']);
    expectNear(scores(cpu.faulty), scores(wasm.faulty), 1e-5);
  });
});

const scratch = new DataView(new ArrayBuffer(4));
function value(bits: number): number {
  scratch.setUint32(0, bits);
  return scratch.getFloat32(0);
}

describe('inject says to a person', () => {
  const words = ['inject', 'lenet5', '--input', 'mnist:7', '--fault', 'dense_2/pre[3]:set(25)', '--top', '2'];

  it('what was done and what became of it', async () => {
    const { status, stdout, stderr } = await call(words);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(
      /^LeNet-5, mnist:7 \(labelled 7\), wasm\n\nSet: dense_2\/pre\[3\] to 25, .*-> 0x41c80000\n\nSDC: 7 became 3\.\n/,
    );
    expect(stdout).toMatch(/^golden +faulty\n7 +1 +3 +1\n3 /m);
    expect(stdout).toMatch(/\n1 of 9 nodes changed:\nnode .*\ndense_2 +\d+ +of 10 .*\n$/);
  });

  it('in colour on a terminal only, and not with NO_COLOR', async () => {
    const red = '\u001b[1;31mSDC: 7 became 3.\u001b[0m\n';
    expect((await call(words, { isTTY: true })).stdout).toContain(red);
    expect((await call(words, { isTTY: true, noColour: true })).stdout).not.toContain('\u001b');
    expect((await call(words)).stdout).not.toContain('\u001b');
  });
});

describe('inject refuses', () => {
  it.each<[string, string]>([
    ['nowhere/kernel[0]:zero', 'nowhere/kernel[0]: this model has no node nowhere.'],
    [
      'dense/kernel[0]:zero',
      'dense/kernel[0]: got 1 coordinates, wanted 2, one per axis, without the batch axis.',
    ],
    ['dense/kernel[0,0]:flip(32)', 'float32 has words of 32 bits: got bit 32, wanted 0'],
    ['dense/kernel', 'Fault string, character 1: got "dense/kernel", wanted a site: node/tensor[index].'],
    ['dense/kernel[0,0]:zero@int5', 'Storage format "int5" is not known here.'],
  ])('%s', async (fault, message) => {
    const { status, stdout, stderr } = await call([
      'inject',
      'lenet5',
      '--input',
      'mnist:7',
      '--fault',
      fault,
      '--json',
    ]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.startsWith(`bitflip: ${message}`)).toBe(true);
    expect(stderr.trimEnd()).not.toContain('\n');
  });
});
