/** What the cards of the network say of a campaign. The same card says the same object, so that it is not drawn again. */
import type { CardRate } from '#app/graph/Card.tsx';
import type { PlacedItem } from '#app/graph/measured.ts';
import { METRIC_WORDS } from './metricWords.ts';
import { intervalText, percentText } from './rateText.ts';
import { shadeOf, type Vulnerability, worstRate } from './vulnerability.ts';

export function cardRates(
  vulnerability: Vulnerability | null,
): (item: PlacedItem['item']) => CardRate | null {
  const known = new Map<string, CardRate | null>();
  return (item) => {
    if (vulnerability === null) return null;
    const before = known.get(item.id);
    if (before !== undefined) return before;
    const inside = item.kind === 'node' ? [item.id as string] : item.block.nodes;
    const rate = worstRate(vulnerability, inside);
    const many = item.kind !== 'node' && inside.length > 1;
    const words = rate === null ? '' : `${many ? 'up to ' : ''}${percentText(rate.rate)}`;
    const made = rate && {
      words,
      told: `${METRIC_WORDS[vulnerability.metric]} ${words}, ${intervalText(rate)}, ${rate.n} trials`,
      shade: shadeOf(vulnerability, rate),
      colour: vulnerability.metric === 'masked' ? 'var(--golden)' : 'var(--fault)',
    };
    known.set(item.id, made);
    return made;
  };
}
