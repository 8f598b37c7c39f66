import { expect, it } from 'vitest';
import { Deaths } from './deaths.ts';

const LOST = { text: 'The graphics device was lost (gone).', deviceLost: true };
const DIED = { text: 'The engine stopped unexpectedly.', deviceLost: false };
const AUTO = { modelUrl: 'm/', backend: 'auto', remembered: { name: 'webgpu', adapter: 'acme' } } as const;

it('goes on with wasm once two devices were lost within a minute, where it may choose', () => {
  const deaths = new Deaths();
  deaths.count(LOST, 0);
  expect(deaths.sober(AUTO)).toBe(AUTO);
  deaths.count(LOST, 59_000);
  expect(deaths.sober(AUTO)).toMatchObject({ backend: 'wasm', why: expect.stringContaining('lost twice') });
  deaths.count(DIED, 900_000);
  expect(deaths.sober(AUTO).backend).toBe('wasm');
  const forced = { ...AUTO, backend: 'webgpu' } as const;
  expect(deaths.sober(forced)).toBe(forced);
});

it('forgets after a minute, and does not blame the device for other deaths', () => {
  const deaths = new Deaths();
  deaths.count(LOST, 0);
  deaths.count(LOST, 61_000);
  deaths.count(DIED, 62_000);
  expect(deaths.sober(AUTO)).toBe(AUTO);
});

it('stops trying at the fourth death within a minute', () => {
  const deaths = new Deaths();
  for (const atMs of [0, 1, 2]) deaths.count(DIED, atMs);
  expect(() => deaths.count(DIED, 3)).toThrow('restarted 3 times within a minute');
  deaths.count(DIED, 70_000);
});
