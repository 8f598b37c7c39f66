/**
 * Strongly connected components of a directed graph by Kosaraju's two walks (Sharir 1981), iterative, so that depth
 * does not matter. Nodes are texts; `next` of a node that is no key of the map is nothing.
 */
export function stronglyConnected(next: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = finished(next.keys(), next, new Set());
  const before = new Map<string, string[]>([...next.keys()].map((name) => [name, []]));
  for (const [name, readers] of next) for (const reader of readers) before.get(reader)?.push(name);
  const seen = new Set<string>();
  return order
    .reverse()
    .map((start) => finished([start], before, seen))
    .filter((component) => component.length > 0);
}

/** Nodes reached from `starts` and not yet in `seen`, each after everything behind it. */
function finished(
  starts: Iterable<string>,
  next: ReadonlyMap<string, readonly string[]>,
  seen: Set<string>,
): string[] {
  const done: string[] = [];
  for (const start of starts) {
    if (seen.has(start)) continue;
    seen.add(start);
    const path = [{ name: start, at: 0 }];
    for (let top = path[0]; top !== undefined; top = path[path.length - 1]) {
      const child = (next.get(top.name) ?? [])[top.at++];
      if (child === undefined) {
        done.push(top.name);
        path.pop();
      } else if (!seen.has(child) && next.has(child)) {
        seen.add(child);
        path.push({ name: child, at: 0 });
      }
    }
  }
  return done;
}
