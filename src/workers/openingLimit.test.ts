import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withinLimit } from './openingLimit.ts';

const never = new Promise<never>(() => undefined);
const ends = { name: 'net', gone: never, signal: undefined, limitMs: 90_000 };

describe('opening within a limit', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is the answer where it comes in time, and leaves no timer', async () => {
    await expect(withinLimit(Promise.resolve(7), ends)).resolves.toBe(7);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is the refusal of the worker', async () => {
    await expect(withinLimit(Promise.reject(new Error('no')), ends)).rejects.toThrow('no');
  });

  it('ends after its time where the worker hangs', async () => {
    const opening = expect(withinLimit(never, ends)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(/longer than 90 s and was given up/) as string,
    });
    await vi.advanceTimersByTimeAsync(90_000);
    await opening;
  });

  it('ends at once when it is cancelled, before or meanwhile', async () => {
    const giveUp = new AbortController();
    const opening = withinLimit(never, { ...ends, signal: giveUp.signal });
    giveUp.abort();
    await expect(opening).rejects.toMatchObject({ code: 'cancelled' });
    await expect(withinLimit(never, { ...ends, signal: giveUp.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('ends when the worker does', async () => {
    await expect(withinLimit(never, { ...ends, gone: Promise.resolve() })).rejects.toMatchObject({
      code: 'out-of-memory',
      message: expect.stringMatching(/while it opened net/) as string,
    });
  });
});
