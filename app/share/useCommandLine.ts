/** The command line of the scene on the screen, and what has to be known about it. */
import { useLab } from '#app/state/lab.ts';
import { useScene } from '#app/state/scene.ts';
import { commandLine, INPUT_FILE } from './commandLine.ts';

export interface ShownCommandLine {
  readonly line: string;
  readonly note: string | null;
}

export function useCommandLine(): ShownCommandLine {
  const scene = useScene((state) => state.scene);
  const model = useLab((state) => state.model);
  if (!model) return { line: '', note: null };
  const note =
    scene.input.kind === 'pixels'
      ? `The line reads your picture from ${INPUT_FILE}: save it with "Save the input".`
      : null;
  return { line: commandLine(scene, model), note };
}
