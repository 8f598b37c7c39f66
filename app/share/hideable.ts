/** What a link can hide, in words, and the commands that go with it. */
import type { Hideable } from '#app/state/display.ts';

export interface HideableFacts {
  readonly label: string;
  /** Commands whose id begins so are off as well. */
  readonly commands: readonly string[];
}

export const HIDEABLE_FACTS: Readonly<Record<Hideable, HideableFacts>> = {
  model: { label: 'Choice of the model', commands: ['library.'] },
  picture: { label: 'Choice of the picture', commands: ['input.'] },
  faults: {
    label: 'Fault list',
    commands: ['faults.add', 'faults.all', 'faults.clear', 'faults.removeLast', 'faults.switchLast'],
  },
  chance: {
    label: 'Random and ready faults',
    commands: ['faults.random', 'faults.seed', 'faults.newSeed', 'faults.reset', 'faults.ready'],
  },
  hurts: { label: 'Which bit hurts', commands: [] },
  verdict: { label: 'Faulty scores and verdict, as an exercise', commands: [] },
  layer: { label: 'Layer and word', commands: ['layer.'] },
  share: { label: 'Share and export', commands: ['share.', 'export.'] },
};

export function isHiddenCommand(id: string, hidden: readonly Hideable[]): boolean {
  // The one way back.
  if (id === 'share.showAll') return false;
  return hidden.some((key) => HIDEABLE_FACTS[key].commands.some((prefix) => id.startsWith(prefix)));
}
