/** Commands on the input: the gallery, drawing, files of one's own. */
import type { Command } from '#app/commands/command.ts';
import { openDialog } from '#app/shell/dialogs.ts';
import { takesDrawings } from '#app/state/drawing.ts';
import { useLab } from '#app/state/lab.ts';
import { useScene } from '#app/state/scene.ts';

export const INPUT_COMMANDS: readonly Command[] = [
  { id: 'input.next', title: 'Next picture', group: 'Picture', keys: ['N'], run: () => stepInput(1) },
  {
    id: 'input.previous',
    title: 'Previous picture',
    group: 'Picture',
    keys: ['P'],
    run: () => stepInput(-1),
  },
  {
    id: 'input.choose',
    title: 'Choose a picture',
    group: 'Picture',
    keys: ['C'],
    run: () => openDialog('gallery'),
  },
  {
    id: 'input.draw',
    title: 'Draw a digit',
    group: 'Picture',
    keys: ['W'],
    run: () => openDialog('draw'),
    enabled: canDraw,
  },
  {
    id: 'input.file',
    title: 'Open data of your own',
    group: 'Picture',
    keys: ['O'],
    run: () => openDialog('data'),
  },
];

function canDraw(): boolean {
  const { model } = useLab.getState();
  return model !== null && takesDrawings(model.graph);
}

function stepInput(step: number): void {
  const { scene, past, setInput } = useScene.getState();
  const count = useLab.getState().model?.gallery?.count ?? 0;
  if (count === 0) return;
  // From a drawing it goes on where the gallery was left.
  const inputs = [scene, ...past.toReversed()].map(({ input }) => input);
  const last = inputs.find((input) => input.kind === 'gallery')?.index ?? 0;
  setInput({ kind: 'gallery', index: (last + step + count) % count });
}
