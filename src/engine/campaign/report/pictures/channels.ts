/** Rates of single channels: one block of cells a layer, wrapped, shaded by the root of the rate. */
import type { ChannelRate } from '../channelRates.ts';
import { type Mark, type Picture, shortName, text } from './picture.ts';
import { rateWords } from './rates.ts';

const LABEL = 190;
const ACROSS = 64;
const CELL = 10;
const GAP = 8;

export function channelsPicture(
  channels: readonly ChannelRate[],
  name: string,
  masked = false,
): Picture | null {
  if (channels.length === 0) return null;
  const marks: Mark[] = [];
  let y = 0;
  for (const [layer, own] of byLayer(channels)) {
    const count = Math.max(...own.map(({ channel }) => channel)) + 1;
    const known = new Map(own.map(({ channel, rate }) => [channel, rate]));
    marks.push(text(LABEL - 8, y + 9, shortName(layer), 'end'), {
      kind: 'cells',
      x: LABEL,
      y,
      columns: ACROSS,
      cellWidth: CELL,
      cellHeight: CELL,
      look: masked ? 'golden' : 'fault',
      shades: Array.from({ length: count }, (_, channel) => {
        const rate = known.get(channel);
        return rate === undefined ? null : Math.sqrt(rate.rate);
      }),
      told: (cell) => {
        const rate = known.get(cell);
        const place = `${layer}, channel ${cell}`;
        return rate === undefined ? `${place}: no trial` : rateWords(place, rate);
      },
    });
    y += Math.ceil(count / ACROSS) * CELL + GAP;
  }
  return { name, width: LABEL + ACROSS * CELL, height: y, marks };
}

function byLayer(channels: readonly ChannelRate[]): Map<string, ChannelRate[]> {
  const layers = new Map<string, ChannelRate[]>();
  for (const each of channels) {
    const own = layers.get(each.layer);
    if (own === undefined) layers.set(each.layer, [each]);
    else own.push(each);
  }
  return layers;
}
