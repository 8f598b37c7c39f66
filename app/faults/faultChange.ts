/**
 * What each fault of the list did, from the reply on the screen: the first word's value before and after, as the engine's
 * sentence ends on it. Faults that are off, or that no reply knows yet, have nothing to tell.
 */
import type { SceneFault } from '#app/state/scene.ts';
import type { FaultReport } from '#workers/labApi.ts';

/** `0.1042 → 3.546e37`, `unchanged at 1`; the first of several words is called so by the sentence itself. */
export function changeText(sentence: string): string | null {
  const [, before, after, same] =
    /, (?:first word )?(?:(\S+) -> (\S+)|(unchanged at \S+))(?:, code -?\d+ -> -?\d+)?, 0x[0-9a-f]+(?: -> 0x[0-9a-f]+)?$/.exec(
      sentence,
    ) ?? [];
  if (same !== undefined) return same;
  return before === undefined || after === undefined ? null : `${before} → ${after}`;
}

/** One report or null for each fault of the list; `reports` are of the active ones, in their order. */
export function reportsByFault(
  faults: readonly SceneFault[],
  reports: readonly FaultReport[],
): readonly (FaultReport | null)[] {
  let next = 0;
  return faults.map(({ text, on }) => {
    if (!on) return null;
    const report = reports[next++];
    return report?.fault === text ? report : null;
  });
}
