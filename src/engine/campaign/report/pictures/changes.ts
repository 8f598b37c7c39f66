/**
 * How far the top score moved, in the plan's bands; how far any output moved and how the loss changed, trial by trial, on log
 * scales.
 */
import type { Band } from '../../run/bands.ts';
import { LOSS_EDGES } from '../lossSpread.ts';
import { OUTPUT_EDGES } from '../outputSpread.ts';
import { type Mark, type Picture, percentWords, round, text } from './picture.ts';

const LEFT = 64;
const WIDTH = 620;
const HEIGHT = 150;

const NAMES: Readonly<Partial<Record<Band, string>>> = { none: 'no band' };

export function bandsPicture(bands: Readonly<Record<Band, number>>, name: string): Picture {
  const shown = (Object.keys(bands) as Band[]).filter((band) => band !== 'none' || bands[band] > 0);
  return columns(
    shown.map((band) => ({
      label: NAMES[band] ?? (/\d/.test(band) ? `${band} %` : band),
      share: bands[band],
      look: band === 'SDC' ? 'fault' : band === 'DUE' ? 'due' : 'golden',
    })),
    name,
  );
}

/** `counts`: trials by place among LOSS_EDGES, see lossSpread.ts. */
export function lossPicture(counts: readonly number[], name: string): Picture | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  return columns(
    counts.map((count, k) => ({
      label: lossLabel(k),
      share: count / total,
      look: k > LOSS_EDGES.length ? 'fault' : 'golden',
    })),
    name,
  );
}

/** `counts`: trials by place among OUTPUT_EDGES, see outputSpread.ts. */
export function outputPicture(counts: readonly number[], name: string): Picture | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  return columns(
    counts.map((count, k) => ({
      label: k === 0 ? '0' : `> ${edgeText(OUTPUT_EDGES[k - 1] as number)}`,
      share: count / total,
      look: 'golden',
    })),
    name,
  );
}

const edgeText = (edge: number): string => (edge > 0 && edge < 0.001 ? edge.toExponential() : String(edge));

/** Places: below -10, ..., up to 0, exactly 0, ..., above 10. */
function lossLabel(place: number): string {
  const { length } = LOSS_EDGES;
  if (place === length) return '0';
  const edge = place < length ? LOSS_EDGES[length - 1 - place] : LOSS_EDGES[place - length - 1];
  if (place > length) return `> ${edge}`;
  return edge === 0 ? '< 0' : `< -${edge}`;
}

interface Column {
  readonly label: string;
  readonly share: number;
  readonly look: 'fault' | 'due' | 'golden';
}

/** Heights by the root of the share, so that small shares are seen; the share stands above. */
function columns(list: readonly Column[], name: string): Picture {
  const wide = WIDTH / list.length;
  const small = list.length > 9;
  const top = Math.max(...list.map(({ share }) => share), 1e-9);
  const marks: Mark[] = [{ kind: 'path', d: `M${LEFT} ${HEIGHT}H${LEFT + WIDTH}`, look: 'grid' }];
  list.forEach(({ label, share, look }, k) => {
    const height = round((HEIGHT - 20) * Math.sqrt(share / top));
    const x = LEFT + k * wide;
    const told = `${label}: ${percentWords(share)}`;
    marks.push(
      {
        kind: 'box',
        x: round(x + wide * 0.12),
        y: round(HEIGHT - height),
        width: round(wide * 0.76),
        height,
        look,
        told,
      },
      { ...text(x + wide / 2, HEIGHT + 18, label, 'middle'), small },
    );
    if (share > 0)
      marks.push({
        ...text(x + wide / 2, HEIGHT - height - 5, percentWords(share), 'middle', 'soft'),
        small,
      });
  });
  return { name, width: LEFT + WIDTH + 8, height: HEIGHT + 26, marks };
}
