/** Storage plans for tests, settled on a program's own inputs, and faults in words of the tensors' formats. */
import { layoutOf } from '../formats/groupedFormat.ts';
import type { Device } from '../runtime/device.ts';
import type { Program } from '../runtime/program.ts';
import { Calibration } from '../scene/calibration.ts';
import type { SettledStorage } from '../scene/prepareFaults.ts';
import { settleScene } from '../scene/prepareScene.ts';
import { StorageSettler } from '../scene/settleStorage.ts';
import { storedAs } from '../storage/storagePlan.ts';
import { targets } from './randomFaults.ts';
import { seededFloats } from './seededFloats.ts';
import type { SampleInput } from './testModel.ts';

/** Formats of all families over all tensors, scales per tensor and per channel. */
export const STORAGE_PLANS: readonly (readonly string[])[] = [
  ['weights=int8(range=minmax,axis=channel,symmetric)', 'activations=uint8(range=percentile:99.9)'],
  ["weights=quantized_bits(4,0,alpha='auto_po2')", 'activations=quantized_bits(8,3,alpha=1)'],
  ['weights=float8_e4m3', 'activations=float16'],
  ['weights=fixed(6,4)', 'activations=int4(range=mse)'],
];

export function settled(
  storage: readonly string[],
  program: Program,
  device: Device,
  inputs: readonly SampleInput[],
): Promise<SettledStorage> {
  const calibration = new Calibration(program, device, { count: 1, batch: () => inputs });
  return settleScene({ storage, faults: [] }, program.graph, new StorageSettler(program.graph, calibration));
}

const EFFECTS = [
  'flip(%)',
  'flip(%)',
  'flip(%,0)',
  'stuck0(%)',
  'stuck1(%)',
  'set(0.75)',
  'set(nan)',
  'zero',
];

/** `count` faults, each on a tensor drawn uniformly, its bits within its words; some on scales and zero points. */
export function randomStoredFaults(
  program: Program,
  storage: SettledStorage,
  count: number,
  seed: string,
): string[] {
  const draw = seededFloats(seed);
  const { graph } = program;
  const scaled = [...storage].filter(([, { metadata }]) => metadata !== null);
  const all = targets(graph);
  return Array.from({ length: count }, () => {
    const [id, own] = scaled[draw.below(Math.max(scaled.length, 1))] ?? [];
    if (id !== undefined && own !== undefined && draw.below(5) === 0) {
      const zero = own.metadata?.zero !== null && draw.below(2) === 0;
      const bits = zero ? layoutOf(own).width : 32;
      return `${id}.${zero ? 'zero' : 'scale'}[#${draw.below(own.formats.length)}]:flip(${draw.below(bits)})`;
    }
    const target = all[draw.below(all.length)] as (typeof all)[number];
    const stored = storage.get(storedAs(target.id, graph, (other) => storage.has(other)));
    const width = stored === undefined ? 32 : layoutOf(stored).width;
    const effect = (EFFECTS[draw.below(EFFECTS.length)] as string).replace('%', String(draw.below(width)));
    return `${target.id}[#${draw.below(target.count)}]:${effect}`;
  });
}
