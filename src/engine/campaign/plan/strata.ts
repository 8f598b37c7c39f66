/**
 * A population cut into strata by layer, by tensor, by bit or by layer and bit: cells of whole tensors with some variants each. Every fault
 * is in exactly one stratum; inside, faults are numbered 0 .. faults - 1.
 */
import type { NodeId } from '../../graph/modelGraph.ts';
import { LabError } from '../../labError.ts';
import type { Population, PopulationSite } from './population.ts';

interface Cell {
  readonly tensor: number;
  readonly variants: readonly number[];
  /** Number of its first fault in the stratum. */
  readonly first: number;
}

export interface Cut {
  readonly layer: NodeId | null;
  /** `conv2d/kernel`, of strata by tensor. */
  readonly tensor: string | null;
  readonly bit: number | null;
  readonly faults: number;
  at(index: number): PopulationSite;
}

export type CutBy = 'none' | 'layer' | 'tensor' | 'bit' | 'layer-bit';

export function cutPopulation(population: Population, by: CutBy): Cut[] {
  const groups = new Map<string, Pick<Cut, 'layer' | 'tensor' | 'bit'> & { cells: Cell[]; faults: number }>();
  const byBits = by === 'bit' || by === 'layer-bit';
  population.tensors.forEach(({ node, elements, space, id }, tensor) => {
    const byBit = new Map<number | null, number[]>();
    for (let variant = 0; variant < space.count; variant++) {
      const bit = byBits ? space.bit(variant) : null;
      if (bit === null && byBits)
        throw new LabError(
          'bad-argument',
          `sampling.by: ${id} cannot be cut by bit, because this fault model does not hit single bits; use "layer".`,
        );
      const own = byBit.get(bit);
      if (own === undefined) byBit.set(bit, [variant]);
      else own.push(variant);
    }
    for (const [bit, variants] of byBit) {
      const layer = by === 'layer' || by === 'layer-bit' ? node : null;
      const own = by === 'tensor' ? id : null;
      const key = `${layer} ${own} ${bit}`;
      const group = groups.get(key) ?? { layer, tensor: own, bit, cells: [], faults: 0 };
      group.cells.push({ tensor, variants, first: group.faults });
      group.faults += elements * variants.length;
      groups.set(key, group);
    }
  });
  return [...groups.values()]
    .map(({ layer, tensor, bit, cells, faults }) => ({
      layer,
      tensor,
      bit,
      faults,
      at: numbering(cells, faults),
    }))
    .sort((a, b) => (by === 'bit' ? (a.bit ?? 0) - (b.bit ?? 0) : 0));
}

function numbering(cells: readonly Cell[], faults: number): Cut['at'] {
  return (index) => {
    if (!(index >= 0 && index < faults)) throw new RangeError(`fault ${index} of ${faults} in a stratum`);
    const cell = cells.findLast(({ first }) => first <= index) as Cell;
    const element = Math.floor((index - cell.first) / cell.variants.length);
    const place = index - cell.first - element * cell.variants.length;
    return { tensor: cell.tensor, element, variant: cell.variants[place] as number };
  };
}
