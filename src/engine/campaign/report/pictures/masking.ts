/** Why faults died: places against reasons, each cell the share of a place's images, shaded and in numbers. */
import { DEATHS, type DeathCounts } from '../deathSums.ts';
import { type Mark, type Picture, percentWords, round, shortName, text } from './picture.ts';

const LABEL = 190;
const WIDE = 84;
const CELL = 22;
const HEAD = 20;

export function maskingPicture(places: readonly DeathCounts[], name: string): Picture | null {
  if (places.length === 0) return null;
  const shares = places.flatMap(({ counts, images }) => counts.map((count) => count / images));
  const marks: Mark[] = [
    ...DEATHS.map((reason, k) => text(LABEL + (k + 0.5) * WIDE, 12, reason, 'middle', 'soft')),
    ...places.map(({ at }, k) => text(LABEL - 8, HEAD + k * CELL + 15, shortName(at), 'end')),
    {
      kind: 'cells',
      x: LABEL,
      y: HEAD,
      columns: DEATHS.length,
      cellWidth: WIDE,
      cellHeight: CELL,
      look: 'golden',
      // No darker than the number in it can be read on.
      shades: shares.map((share) => 0.6 * Math.sqrt(share)),
      told: (cell) => {
        const { at = '', images = 0 } = places[Math.floor(cell / DEATHS.length)] ?? {};
        return `${at}, ${DEATHS[cell % DEATHS.length]}: ${percentWords(shares[cell] ?? 0)} of ${images.toLocaleString('en')} images`;
      },
    },
    ...shares.map((share, k) => {
      const x = LABEL + ((k % DEATHS.length) + 0.5) * WIDE;
      const y = HEAD + Math.floor(k / DEATHS.length) * CELL + 15;
      return text(round(x), y, percentWords(share), 'middle', share === 0 ? 'soft' : 'ink');
    }),
  ];
  return { name, width: LABEL + DEATHS.length * WIDE, height: HEAD + places.length * CELL, marks };
}
