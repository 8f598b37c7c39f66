/**
 * The faults in the address: `f=` all of them in their order, joined by semicolons, `o=0,2` the places in that list of
 * those that are off. A fault that cannot be taken is left out and named; the others keep their state.
 */
import { parseFault } from '#engine/faults/parse.ts';
import { printFault } from '#engine/faults/print.ts';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import { judgeScene } from '#engine/scene/judgeScene.ts';
import { type AddressFields, clip } from './addressFields.ts';
import type { SceneFault } from './scene.ts';

export const FAULT_KEYS = ['f', 'o'];

export function printFaults(faults: readonly SceneFault[]): AddressFields {
  if (faults.length === 0) return [];
  const off = faults.flatMap(({ on }, i) => (on ? [] : [i]));
  const list = ['f', faults.map(({ text }) => text).join(';')] as const;
  return off.length === 0 ? [list] : [list, ['o', off.join(',')]];
}

export function readFaults(
  field: ReadonlyMap<string, string>,
  graph: ModelGraph,
  problems: string[],
  storage: readonly string[] = [],
): readonly SceneFault[] {
  const parts = (field.get('f') ?? '').split(';');
  const off = readOff(field.get('o'), parts.length, problems);
  const kept: SceneFault[] = [];
  for (const [i, part] of parts.entries()) {
    if (part.trim() === '') continue;
    try {
      const text = printFault(parseFault(part));
      const on = !off.has(i);
      // All active ones so far and the plan as well: they can each be right and still not go together.
      const before = on ? kept.filter((fault) => fault.on).map((fault) => fault.text) : [];
      judgeScene({ storage: on ? storage : [], faults: [...before, text] }, graph);
      kept.push({ text, on });
    } catch (error) {
      problems.push(`The fault "${clip(part)}" was left out. ${error instanceof Error ? error.message : ''}`);
    }
  }
  return kept;
}

function readOff(text: string | undefined, count: number, problems: string[]): ReadonlySet<number> {
  const off = new Set<number>();
  for (const part of (text ?? '').split(',')) {
    if (part === '') continue;
    if (/^\d{1,4}$/.test(part) && Number(part) < count) off.add(Number(part));
    else problems.push(`The link switches off fault number "${clip(part)}", which is not in its list.`);
  }
  return off;
}
