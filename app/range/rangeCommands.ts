/** Commands on how the open tensor is stored. */
import type { Command } from '#app/commands/command.ts';
import { useLab } from '#app/state/lab.ts';
import { useScene } from '#app/state/scene.ts';
import { useSelection } from '#app/state/selection.ts';
import { FLOAT32 } from '#engine/storage/storageSpec.ts';
import { heldSpread } from './measured.ts';
import { PRESET_NAMES, type RangePreset, withPreset } from './rangePresets.ts';
import { formatUnder, isStorable, withFormat } from './storageEntries.ts';

interface OpenStorage {
  readonly tensor: string;
  readonly format: string;
  readonly store: (format: string) => void;
}

/** Of the tensor that is looked at; null where it cannot be stored otherwise. */
function openStorage(): OpenStorage | null {
  const { graph } = useLab.getState().model ?? {};
  const { tensor } = useSelection.getState();
  if (!graph || tensor === null || !isStorable(tensor, graph)) return null;
  const { scene, setStorage } = useScene.getState();
  return {
    tensor,
    format: formatUnder(scene.storage, tensor, graph),
    store: (format) => setStorage(withFormat(scene.storage, tensor, format, graph)),
  };
}

const storing = (id: string, title: string, format: string): Command => ({
  id,
  title,
  group: 'Network',
  keys: [],
  run: () => openStorage()?.store(format),
  enabled: () => openStorage() !== null && openStorage()?.format !== format,
});

const ranging = (preset: RangePreset): Command => ({
  id: `range.${preset}`,
  title: `Range of the open tensor: ${PRESET_NAMES[preset]}`,
  group: 'Network',
  keys: [],
  run: () => {
    const open = openStorage();
    const spread = open && heldSpread(open.tensor);
    if (open && spread) open.store(withPreset(open.format, preset, spread));
  },
  enabled: () => {
    const open = openStorage();
    return open !== null && open.format !== FLOAT32 && heldSpread(open.tensor) !== null;
  },
});

export const RANGE_COMMANDS: readonly Command[] = [
  storing('range.int8', 'Store the open tensor as int8', 'int8(range=minmax,symmetric)'),
  storing('range.clear', 'Store the open tensor as float32', FLOAT32),
  ranging('minmax'),
  ranging('percentile'),
  ranging('mse'),
];
