/** Topological order of a quotient: what remains of a network when some of its nodes are drawn together. */
import { groupLinks, type Link } from './links.ts';

/** Ids in topological order, as near to the given order as the links allow; null if they run in a circle. */
export function topologicalOrder(ids: readonly string[], links: readonly Link[]): readonly string[] | null {
  const outOf = groupLinks(links, 'from');
  const place = new Map(ids.map((id, i) => [id, i]));
  const waitsFor = new Map(ids.map((id) => [id, 0]));
  for (const { to } of links) waitsFor.set(to, (waitsFor.get(to) ?? 0) + 1);
  const ready = ids.filter((id) => waitsFor.get(id) === 0);
  const order: string[] = [];
  for (;;) {
    const next = takeFirst(ready, place);
    if (next === undefined) break;
    order.push(next);
    for (const { to } of outOf.get(next) ?? []) {
      const left = (waitsFor.get(to) ?? 0) - 1;
      waitsFor.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  return order.length === ids.length ? order : null;
}

function takeFirst(ready: string[], place: ReadonlyMap<string, number>): string | undefined {
  let first = 0;
  for (let i = 1; i < ready.length; i++) {
    if ((place.get(ready[i] as string) ?? 0) < (place.get(ready[first] as string) ?? 0)) first = i;
  }
  return ready.splice(first, 1)[0];
}

/** Links between groups, one for each pair; links inside a group fall away. */
export function quotientLinks(
  links: readonly Link[],
  groupOf: (id: string) => string | undefined,
): readonly Link[] {
  const found = new Map<string, Link>();
  for (const link of links) {
    const [from, to] = [groupOf(link.from), groupOf(link.to)];
    if (from === undefined || to === undefined || from === to) continue;
    found.set(`${from}\n${to}`, { from, to });
  }
  return [...found.values()];
}
