/** What the buttons, the menu and the keys do to the faults of the scene. */
import { FIRST_DRAW, useFaultDraw } from '#app/state/faultDraw.ts';
import { useLab } from '#app/state/lab.ts';
import { notify } from '#app/state/notices.ts';
import { activeFaults, switchedOn, useScene } from '#app/state/scene.ts';
import type { ReadyFault } from '#workers/labApi.ts';
import { checkFaults } from './checkFaults.ts';
import { randomFault } from './randomFault.ts';
import { showFault } from './showFault.ts';

/** Adds the next fault of the seed. */
export function addRandomFault(): void {
  const { graph } = useLab.getState().model ?? {};
  if (!graph) return;
  const draw = useFaultDraw.getState();
  const { scene } = useScene.getState();
  const fault = randomFault(graph, draw, scene.storage);
  if (fault === null) {
    notify('warning', 'There are no words of this kind in this model.');
    return;
  }
  useFaultDraw.setState({ drawn: draw.drawn + 1 });
  useScene.getState().addFault(fault);
}

/** Without faults, and the seed from its first draw on; the seed itself stays. */
export function resetFaults(): void {
  useFaultDraw.setState({ drawn: FIRST_DRAW.drawn });
  useScene.getState().clearFaults();
}

/** The only place where chance is let in. */
export function drawNewSeed(): void {
  const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
  // Short enough to be read out in class.
  useFaultDraw.setState({ seed: seed % 100_000, drawn: 0 });
}

/** One entry of the history; shows where the first of its faults is. */
export function playReadyFault({ input, faults, storage }: ReadyFault): void {
  const scene = {
    input: { kind: 'gallery', index: input },
    storage,
    faults: faults.map(switchedOn),
  } as const;
  useScene.getState().replace(scene, true);
  const [first] = faults;
  if (first !== undefined) showFault(first);
}

/** A fault that would clash with the active ones stays off, and the engine's words say why. */
export function switchFault(index: number, on: boolean): void {
  const { scene, switchFault: change } = useScene.getState();
  const { graph } = useLab.getState().model ?? {};
  const fault = scene.faults[index];
  if (!fault || !graph) return;
  const checked = on ? checkFaults(fault.text, graph, activeFaults(scene), scene.storage) : null;
  if (checked?.kind === 'bad') notify('warning', `The fault stays off. ${checked.message}`);
  else change(index, on);
}
