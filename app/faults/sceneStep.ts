/** One step of the history in plain words: what came of a scene when it became the next. */
import { type Scene, type SceneFault, sameInput } from '#app/state/scene.ts';

/** `before` null: the scene the history starts with. */
export function sceneStep(before: Scene | null, after: Scene): string {
  if (before === null) return ['Start with', inputWords(after), countWords(after)].join(' ').trimEnd();
  const steps = [
    ...(sameInput(before.input, after.input) ? [] : [inputWords(after)]),
    ...storageSteps(before.storage, after.storage),
    ...faultSteps(before.faults, after.faults),
  ];
  if (steps.length > 2) return 'Another scene';
  return capital(steps.map(small).join(', ')) || 'The same scene';
}

function countWords({ faults }: Scene): string {
  if (faults.length === 0) return '';
  return faults.length === 1 ? 'and 1 fault' : `and ${faults.length} faults`;
}

function inputWords({ input }: Scene): string {
  return input.kind === 'gallery' ? `picture ${input.index}` : 'a picture of your own';
}

function storageSteps(before: readonly string[], after: readonly string[]): readonly string[] {
  const tensorOf = (entry: string) => entry.slice(0, entry.indexOf('='));
  const added = after.filter((entry) => !before.includes(entry));
  const plain = before.map(tensorOf).filter((id) => !after.some((entry) => tensorOf(entry) === id));
  return [
    ...added.map((entry) => `Stored ${entry.replace('=', ' as ')}`),
    ...plain.map((id) => `Stored ${id} as it was`),
  ];
}

function faultSteps(before: readonly SceneFault[], after: readonly SceneFault[]): readonly string[] {
  if (after.length === 0) return before.length > 1 ? ['Removed all faults'] : removed(before);
  const gone = without(before, after);
  const come = without(after, before);
  const [oldOne] = gone;
  const [newOne] = come;
  if (gone.length === 0 && come.length === 0) {
    const changed = after.findIndex((fault, i) => !same(fault, before[i]));
    return changed < 0 ? [] : [`Moved ${after[changed]?.text}`];
  }
  if (oldOne && newOne && gone.length === 1 && come.length === 1) {
    if (oldOne.text === newOne.text) return [`Switched ${newOne.on ? 'on' : 'off'} ${newOne.text}`];
    return [`Changed to ${newOne.text}`];
  }
  return gone.length > 0 && come.length > 0 ? ['Other faults'] : [...added(come), ...removed(gone)];
}

const same = (a: SceneFault, b: SceneFault | undefined): boolean => a.text === b?.text && a.on === b.on;

/** Those of the first list that the second lacks; equal ones count one by one. */
function without(list: readonly SceneFault[], others: readonly SceneFault[]): readonly SceneFault[] {
  const left = [...others];
  return list.filter((fault) => {
    const at = left.findIndex((other) => same(fault, other));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

const added = (faults: readonly SceneFault[]): readonly string[] => named('Added', faults);
const removed = (faults: readonly SceneFault[]): readonly string[] => named('Removed', faults);

function named(verb: string, faults: readonly SceneFault[]): readonly string[] {
  if (faults.length === 0) return [];
  return [`${verb} ${faults.length === 1 ? faults[0]?.text : `${faults.length} faults`}`];
}

const small = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
