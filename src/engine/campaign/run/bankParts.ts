/** Which faults run as one bank: within memory, and without many columns on images where they are not wanted. */
import type { BankLayer } from './bankLayer.ts';
import type { GoldenValue } from './goldenWords.ts';
import type { SingleFault } from './singleFault.ts';

const BANK_BYTES = 24 * 2 ** 20;
const MOST_COLUMNS = 4096;
/** Columns times images may be so many times those that were asked for, */
const SPARE = 3;
/** and always as many as cost no more than the bank itself. */
const FREE_PRODUCTS = 2e6;

/** `goldens`: after each stage of the layer. */
export function bankParts(
  { stages, channels }: BankLayer,
  goldens: readonly GoldenValue[],
  faults: readonly SingleFault[],
): SingleFault[][] {
  const perImage = goldens.reduce((sum, { size }) => sum + size / channels, 0);
  const perColumn = stages.reduce(
    (sum, { parameters }) => parameters.reduce((all, { words }) => all + words.length / channels, sum),
    0,
  );
  const free = FREE_PRODUCTS / (Math.max(1, perColumn) * ((goldens[0] as GoldenValue).size / channels));
  const sorted = [...faults].sort((a, b) => (a.images[0] as number) - (b.images[0] as number));
  const parts: SingleFault[][] = [];
  let part: SingleFault[] = [];
  let images = new Set<number>();
  let pairs = 0;
  for (const fault of sorted) {
    // Faults on all images share one list of them.
    const union = fault.images === part[0]?.images ? images : new Set([...images, ...fault.images]);
    const columns = part.length + 1;
    const wanted = pairs + fault.images.length;
    const fits =
      columns <= MOST_COLUMNS &&
      4 * columns * (union.size * perImage + perColumn) <= BANK_BYTES &&
      columns * union.size <= Math.max(free, SPARE * wanted);
    if (fits || part.length === 0) {
      images = union;
      pairs = wanted;
    } else {
      parts.push(part);
      part = [];
      images = new Set(fault.images);
      pairs = fault.images.length;
    }
    part.push(fault);
  }
  if (part.length > 0) parts.push(part);
  return parts;
}
