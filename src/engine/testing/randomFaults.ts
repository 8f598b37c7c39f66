/** Fault strings for tests: one for every tensor of a model, and seeded random ones over all tensors and depths. */
import type { ModelGraph } from '../graph/modelGraph.ts';
import { tensorsOf } from '../scene/siteTensor.ts';
import { seededFloats } from './seededFloats.ts';

interface Target {
  readonly id: string;
  readonly count: number;
  /** Its index that names every element: `[*,*,*]`. */
  readonly every: string;
}

/** Every float tensor that can be hit: values, what nodes read, parameters. */
export function targets(graph: ModelGraph): Target[] {
  return graph.nodes.flatMap((node) =>
    tensorsOf(node).flatMap((id) => {
      const parameter = graph.parameters[id];
      const read = /\/input(?:\.(\d+))?$/.exec(id);
      const value =
        graph.values[id] ??
        (read === null ? undefined : graph.values[node.inputs[Number(read[1] ?? 0)] ?? '']);
      if ((parameter ?? value)?.dtype !== 'float32') return [];
      if (value?.isSized === false) return [];
      const shape = parameter?.shape ?? value?.shape.slice(1) ?? [];
      const count = shape.reduce<number>((product, size) => product * (size ?? 1), 1);
      return [{ id, count, every: `[${shape.map(() => '*').join(',')}]` }];
    }),
  );
}

const EFFECTS = [
  'flip(%)',
  'flip(%)',
  'flip(%)',
  'flip(30)',
  'flip(%,22)',
  'stuck0(%)',
  'stuck1(%)',
  'set(nan)',
  'set(-inf)',
  'set(0x7f800001)',
  'zero',
];

/** `count` faults, each on a tensor drawn uniformly. */
export function randomFaults(graph: ModelGraph, count: number, seed: string): string[] {
  const draw = seededFloats(seed);
  const all = targets(graph);
  return Array.from({ length: count }, () => {
    const { id, count: size } = all[draw.below(all.length)] as Target;
    const effect = (EFFECTS[draw.below(EFFECTS.length)] as string).replace('%', String(draw.below(32)));
    return `${id}[#${draw.below(size)}]:${effect}`;
  });
}
