/** A short run of `npm run fuzz`, which plays thousands and in a process that can be ended. */
import { expect, it } from 'vitest';
import { fuzzCase, playCase } from './campaign.ts';
import { type Answer, answerOf, judge } from './judge.ts';
import type { Files, Mutation } from './mutation.ts';
import { fuzzSubjects } from './subjects.ts';

const subjects = fuzzSubjects();
const CASES = 150;

it('damaged files are refused, or open as what they say', async () => {
  console.warn = () => undefined;
  const outcomes = new Map<string, number>();
  for (let index = 0; index < CASES; index++) {
    const played = fuzzCase(subjects, 20, index);
    const outcome = await playCase(played);
    const { subject, mutation } = played;
    expect(outcome, `${index}: ${subject.name}, ${mutation.what}`).not.toMatchObject({ kind: 'defect' });
    outcomes.set(outcome.kind, (outcomes.get(outcome.kind) ?? 0) + 1);
  }
  for (const kind of ['refused', 'same', 'other']) expect(outcomes.get(kind), kind).toBeGreaterThan(5);
});

it('the same seed gives the same files', () => {
  for (const index of [3, 50]) expect(fuzzCase(subjects, 9, index)).toEqual(fuzzCase(subjects, 9, index));
});

it('the judge sees what was taken for something else', async () => {
  const subject = subjects.find(({ kind }) => kind === 'tfjs-layers') as (typeof subjects)[number];
  const { files, name } = subject;
  const answer = (given: Files) => answerOf(given, name);
  const original = (await answer(files)) as Answer;
  const as = (expect: Mutation['expect']): Mutation => ({ files, what: 'nothing', expect });
  expect(await judge(as('any'), answer, original)).toEqual({ kind: 'same' });
  expect(await judge(as('other'), answer, original)).toMatchObject({ kind: 'defect' });
  expect(await judge(as('refused'), answer, original)).toMatchObject({ kind: 'defect' });
  const others = { ...original, outputs: original.outputs.map((words) => words.map((word) => word ^ 1)) };
  expect(await judge(as('any'), answer, others)).toMatchObject({ kind: 'defect' });
  expect(await judge(as('any'), answer, { ...original, id: 'x' })).toEqual({ kind: 'other' });
});
