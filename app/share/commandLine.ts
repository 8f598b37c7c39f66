/**
 * The `bitflip` line that plays the scene in a terminal: same model, input, storage and faults, so the same verdict and
 * sentences. Quoted for POSIX shells (sh, bash, zsh). An own picture goes as a file that is saved beside it.
 */
import type { ModelSummary } from '#app/state/lab.ts';
import { activeFaults, type Scene } from '#app/state/scene.ts';

/** The name under which the own picture is saved, and under which the line looks for it. */
export const INPUT_FILE = 'bitflip-input.npy';

export function commandLine(scene: Scene, { card, gallery, dataset }: ModelSummary): string {
  const { input } = scene;
  const faults = activeFaults(scene);
  const source = input.kind === 'gallery' ? `${gallery?.name ?? 'gallery'}:${input.index}` : INPUT_FILE;
  const prepare = input.kind === 'gallery' && dataset?.kind !== 'made' ? (dataset?.recipe ?? '') : '';
  const words = [
    faults.length === 0 ? 'predict' : 'inject',
    card.id,
    '--input',
    source,
    ...(prepare === '' ? [] : ['--prepare', prepare]),
    ...storageEntries(scene.storage, card.storage).flatMap((entry) => ['--storage', entry]),
    ...faults.flatMap((fault) => ['--fault', fault]),
  ];
  return ['bitflip', ...words.map(shellWord)].join(' ');
}

/** None where the plan is the card's own, which goes without saying; plain float32 is said where the card says otherwise. */
function storageEntries(plan: readonly string[], standard: readonly string[]): readonly string[] {
  if (plan.join(';') === standard.join(';')) return [];
  return plan.length > 0 ? plan : ['weights=float32', 'activations=float32'];
}

/** One word of a POSIX shell: inside single quotes nothing is special but the single quote itself. */
export function shellWord(word: string): string {
  if (/^[\w@%+:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''")}'`;
}
