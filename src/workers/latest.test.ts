import { describe, expect, test, vi } from 'vitest';
import { Latest } from './latest.ts';

interface Pending {
  readonly id: number;
  readonly question: string;
  resolve(answer: string): void;
  reject(error: unknown): void;
}

function rig() {
  const started: Pending[] = [];
  const cancelled: number[] = [];
  let next = 1;
  const latest = new Latest<string, string>(
    (id, question) => new Promise((resolve, reject) => started.push({ id, question, resolve, reject })),
    (id) => cancelled.push(id),
    () => next++,
  );
  return { latest, started, cancelled };
}

describe('latest wins', () => {
  test('of questions that wait only the newest is asked', async () => {
    const { latest, started } = rig();
    const first = latest.ask('a');
    const second = latest.ask('b');
    const third = latest.ask('c');
    await expect(second).rejects.toMatchObject({ name: 'LabError', code: 'cancelled' });
    started[0]?.resolve('A');
    await expect(first).resolves.toBe('A');
    await vi.waitFor(() => expect(started).toHaveLength(2));
    expect(started[1]?.question).toBe('c');
    started[1]?.resolve('C');
    await expect(third).resolves.toBe('C');
  });

  test('a run that takes long is cancelled once something newer waits, a quick one is not', async () => {
    vi.useFakeTimers();
    const { latest, started, cancelled } = rig();
    const slow = latest.ask('slow');
    vi.advanceTimersByTime(1000);
    expect(cancelled).toEqual([]);
    const newer = latest.ask('newer');
    vi.advanceTimersByTime(0);
    expect(cancelled).toEqual([1]);
    started[0]?.reject(new Error('cancelled'));
    await expect(slow).rejects.toThrow('cancelled');
    vi.useRealTimers();
    await vi.waitFor(() => expect(started).toHaveLength(2));
    started[1]?.resolve('done');
    await expect(newer).resolves.toBe('done');
  });

  test('an error of one question does not stop the next', async () => {
    const { latest, started } = rig();
    const bad = latest.ask('bad');
    started[0]?.reject(new Error('no'));
    await expect(bad).rejects.toThrow('no');
    const good = latest.ask('good');
    started[1]?.resolve('yes');
    await expect(good).resolves.toBe('yes');
  });
});
