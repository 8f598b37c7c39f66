/** Shares as a person reads them. */
import type { Rate } from '#engine/campaign/report/estimate.ts';

/** Three significant digits: `1.25 %`. */
export function percentText(share: number): string {
  if (Number.isNaN(share)) return '–';
  return `${Number((100 * share).toPrecision(3))} %`;
}

export function intervalText({ low, high, n }: Rate): string {
  return n === 0 ? 'no trial' : `${percentText(low)} to ${percentText(high)}`;
}

/** `2 min 5 s`. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
