/**
 * Where masked images of a faulty run died and why, by walking all values of both runs: the definition itself. Runs that
 * take no shortcut are told so; the shortcuts must say the same (shortcuts.test.ts).
 */
import { type NodeId, nodeById, type ValueId } from '../../graph/modelGraph.ts';
import type { Corruption } from '../../runtime/corruption.ts';
import type { Program, Step } from '../../runtime/program.ts';
import { inputKey } from '../../runtime/reach.ts';
import type { Run } from '../../runtime/run.ts';
import type { CampaignPlace, Tensor } from './campaign.ts';
import { channelMet, isZeroChannel, killerOf, type Reason, reasonOf, reasonOfParameter } from './reasons.ts';
import { sameRow } from './sameWord.ts';

interface Both {
  readonly golden: Int32Array;
  readonly faulty: Int32Array;
  readonly size: number;
}

export interface RunDeath {
  readonly reason: Reason;
  readonly node: NodeId;
}

/** By row of the batch, for those asked for. */
export async function explainRun(
  place: CampaignPlace,
  golden: Run,
  faulty: Run,
  corruption: Corruption,
  rows: readonly number[],
): Promise<Map<number, RunDeath>> {
  const { program, device } = place;
  const values = new Map<ValueId, Promise<Both | null>>();
  const words = async (x: Tensor | undefined): Promise<Int32Array> =>
    x === undefined ? new Int32Array(0) : new Int32Array((await device.words(x)).buffer);
  const both = (id: ValueId): Promise<Both | null> => {
    const known = values.get(id);
    if (known !== undefined) return known;
    const read = readBoth(place, golden, faulty, id);
    values.set(id, read);
    return read;
  };
  const hit = new Map<string, { readonly shape: readonly number[]; readonly elements: number[] }>();
  for (const id of new Set([...corruption.sites.keys(), ...corruption.readAs.keys()])) {
    const shape = program.graph.parameters[id]?.shape;
    if (shape === undefined) continue;
    const [before, after] = [await words(golden.parameter(id)), await words(faulty.parameter(id))];
    const elements = [...after.keys()].filter((i) => before[i] !== after[i]);
    if (elements.length > 0) hit.set(id, { shape, elements });
  }
  const waiting = new Set(rows);
  const deaths = new Map<number, RunDeath>();
  for (const step of stepsToOutputs(program).toReversed()) {
    if (waiting.size === 0) break;
    const node = nodeById(program.graph, step.node);
    if (node === undefined) continue;
    const inputs = await Promise.all(step.inputs.map(both));
    const outputs = await Promise.all(step.outputs.map(both));
    const faultyHere = step.parameters.filter((id) => hit.has(id));
    const readsFault = step.inputs.some((_, i) => corruption.sites.has(inputKey(step, i)));
    for (const row of [...waiting]) {
      if (!outputs.every((output) => same(output, row))) continue;
      const read = inputs.find((input) => !same(input, row)) ?? null;
      if (read === null && faultyHere.length === 0 && !readsFault) continue;
      waiting.delete(row);
      const reason =
        read === null && faultyHere.length > 0
          ? reasonOfParameter(
              node,
              faultyHere.every((id) => {
                const { shape, elements } = hit.get(id) as { shape: readonly number[]; elements: number[] };
                const met = channelMet(node, id, shape);
                const [input] = inputs;
                if (met === null || input == null) return false;
                const { golden } = rowOf(input, row);
                return elements.every((element) =>
                  isZeroChannel(golden, shape.at(-2) as number, met(element)),
                );
              }),
            )
          : reasonOf(
              killerOf(step, node),
              read === null ? null : rowOf(read, row),
              outputs[0] == null ? new Int32Array(0) : rowOf(outputs[0], row).golden,
            );
      deaths.set(row, { reason, node: step.node });
    }
    // Going backwards, nobody before the step reads what it made.
    for (const id of step.outputs) values.delete(id);
  }
  const [site] = [...corruption.sites.keys(), ...corruption.readAs.keys()];
  const node = site === undefined ? program.graph.nodes[0]?.id : nodeOfSite(program, site);
  for (const row of waiting) {
    const differs = hit.size > 0 || (site !== undefined && !same(await both(site), row));
    deaths.set(row, { reason: differs ? 'zero input' : 'no-op', node: node as NodeId });
  }
  return deaths;
}

async function readBoth(
  { program, device }: CampaignPlace,
  golden: Run,
  faulty: Run,
  id: ValueId,
): Promise<Both | null> {
  // Masks and the like are no words to compare.
  if (program.graph.values[id]?.dtype !== 'float32') return null;
  const read = (run: Run) =>
    run.with([id], async ([x]) => {
      const { shape } = x as Tensor;
      return { words: new Int32Array((await device.words(x as Tensor)).buffer), images: shape[0] ?? 1 };
    });
  const before = await read(golden);
  if (!faulty.reaches(id))
    return { golden: before.words, faulty: before.words, size: before.words.length / before.images };
  const after = await read(faulty);
  return { golden: before.words, faulty: after.words, size: before.words.length / before.images };
}

function same(value: Both | null, row: number): boolean {
  if (value === null || value.golden === value.faulty) return true;
  return sameRow(value.faulty, row * value.size, value.golden, row * value.size, value.size);
}

const rowOf = ({ golden, faulty, size }: Both, row: number) => ({
  golden: golden.subarray(row * size, (row + 1) * size),
  faulty: faulty.subarray(row * size, (row + 1) * size),
});

function stepsToOutputs({ graph, steps }: Program): Step[] {
  const wanted = new Set(graph.outputs);
  return steps
    .toReversed()
    .filter((step) => {
      if (!step.outputs.some((id) => wanted.has(id))) return false;
      for (const id of step.inputs) wanted.add(id);
      return true;
    })
    .toReversed();
}

function nodeOfSite({ graph }: Program, id: string): NodeId {
  const known = graph.parameters[id]?.node ?? graph.values[id]?.node;
  return known ?? id.slice(0, id.lastIndexOf('/'));
}
