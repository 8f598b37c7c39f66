/** What a card says in figures: `61,706 parameters`, `0.25 MB`, `98.8 % right`; what is not known is left out. */
import { formatCount } from '#app/ui/formatNumber.ts';
import type { ShelfEntry } from './modelShelf.ts';

export function modelFacts({
  parameters,
  sizeBytes,
  accuracy,
}: Pick<ShelfEntry, 'parameters' | 'sizeBytes' | 'accuracy'>): readonly string[] {
  return [
    parameters === null ? null : `${formatCount(parameters)} parameters`,
    sizeBytes === null ? null : megabytes(sizeBytes),
    accuracy === null ? null : `${(accuracy * 100).toFixed(1)} % right`,
  ].filter((fact) => fact !== null);
}

/** `0.25 MB`, `18 MB`: 10^6 bytes, two digits that matter. */
export function megabytes(sizeBytes: number): string {
  const size = sizeBytes / 1e6;
  return `${size < 0.1 ? size.toFixed(2) : Number(size.toPrecision(2))} MB`;
}
