/** The nearest value of a format above or below a number, for stepping from level to level. */
import type { WordFormat } from '#engine/formats/format.ts';

/** The number itself at the end of the format. Needs a format that rounds to the nearest, as all do. */
export function nextLevel(format: WordFormat, from: number, direction: 1 | -1): number {
  const nearest = format.decode(format.encode(from));
  if (direction * (nearest - from) > 0) return nearest;
  // From a level on: twice as far each time until rounding leads elsewhere; half a gap is the first that does.
  const base = direction * (from - nearest) > 0 && Number.isFinite(nearest) ? nearest : from;
  for (let step = Math.max(Math.abs(from) * 2 ** -26, 2 ** -151); step < 2 ** 129; step *= 2) {
    const level = format.decode(format.encode(base + direction * step));
    if (!Number.isFinite(level)) return from;
    if (direction * (level - from) > 0) return level;
  }
  return from;
}
