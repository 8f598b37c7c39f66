import { describe, expect, it } from 'vitest';
import { type Judged, verdictWords } from './verdictWords.ts';

const entry = (label: string, score: number) => ({ label, index: Number(label), score });
const golden = [entry('7', 0.99), entry('3', 0.01)];
const base: Judged = { verdict: 'masked', faults: 1, golden, faulty: golden, outputs: [], truth: '7' };

describe('verdictWords', () => {
  it.each([
    ['no fault', { faults: 0 }, 'No fault', 'The model says 7. Open a layer and flip a bit.', false],
    [
      'a model that errs by itself',
      { faults: 0, truth: '1' },
      'No fault',
      'The model says 7; it is 1. Open a layer and flip a bit.',
      false,
    ],
    ['masked', {}, 'Masked', 'Still 7. Not one bit of the output changed.', false],
    [
      'wrong class',
      { verdict: 'SDC', faulty: [entry('3', 1)] },
      'Wrong class',
      '7 became 3. Silent data corruption (SDC).',
      true,
    ],
    [
      'benign',
      { verdict: 'benign', faulty: [entry('7', 0.75)] },
      'Benign',
      'Still 7. Its score went from 0.990 to 0.750.',
      false,
    ],
    [
      'benign beyond all scales',
      { verdict: 'benign', faulty: [entry('7', 2 ** 100)] },
      'Benign',
      'Still 7. Its score went from 0.990 to 1.268e30.',
      false,
    ],
    [
      'benign by a hair',
      { verdict: 'benign', faulty: [entry('7', 0.99001)] },
      'Benign',
      'Still 7. Its score went from 0.99 to 0.99001.',
      false,
    ],
    [
      'benign in the other classes only',
      { verdict: 'benign', faulty: [entry('7', 0.99), entry('3', 0.009)] },
      'Benign',
      'Still 7. Its score is the same; others moved.',
      false,
    ],
    [
      'detected',
      { verdict: 'DUE', outputs: [Float32Array.of(Number.NaN, 1, Infinity), Float32Array.of(-Infinity)] },
      'Not a number',
      '1 NaN and 2 infinite of 4 outputs: an error that can be detected (DUE).',
      true,
    ],
  ] as const)('%s', (_, given, headline, sentence, loud) => {
    expect(verdictWords({ ...base, ...given })).toMatchObject({ headline, sentence, loud });
  });
});
