/**
 * Graph models of the tensorflowjs converter against what TensorFlow computed: fused ops, loops and branches in both
 * forms, ops whose result shape depends on data, whole-number inputs, fixed batches. Made by tools/golden/graph_zoo.py.
 */
import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { relativeDifference } from '../testing/agreement.ts';
import { graphZooNames, openGraphZoo } from '../testing/graphZoo.ts';
import { randomFaults } from '../testing/randomFaults.ts';
import { brokenIdentities, brokenResumes } from '../testing/resumeChecks.ts';
import { playScene } from './playScene.ts';
import { prepareFaults } from './prepareFaults.ts';

const PLAIN = { labels: null, pictures: true };

describe.each(['wasm', 'cpu'] as const)('graph models on %s', (backend) => {
  it.each(graphZooNames)('%s', async (name) => {
    const { lab, wanted } = await openGraphZoo(name, backend);
    const { golden } = await playScene(lab, prepareFaults([], lab.program.graph), PLAIN);
    expect(golden.map(({ shape }) => [...shape])).toEqual(wanted.map(({ shape }) => [...shape]));
    for (const [k, { values }] of golden.entries())
      expect(relativeDifference(values, wanted[k]?.values ?? [])).toBeLessThanOrEqual(1e-5);
    lab.dispose();
  });
});

describe('parts that run as a whole', () => {
  it.each(['while', 'cond-v2', 'gru-v2', 'where', 'non-max-suppression'])(
    '%s: identities hold, resumes equal full runs, nothing is left over',
    async (name) => {
      const { lab } = await openGraphZoo(name, 'wasm');
      const { program, device, inputs } = lab;
      await playScene(lab, prepareFaults([], program.graph), PLAIN);
      lab.rest();
      const before = memory().numTensors;
      expect(await brokenIdentities(program, device, inputs, new Map(), { every: 3, aloneEvery: 3 })).toEqual(
        [],
      );
      const scenes = randomFaults(program.graph, 8, name).map((fault) => [fault]);
      expect(await brokenResumes(program, device, inputs, scenes)).toEqual([]);
      expect(memory().numTensors).toBe(before);
      lab.dispose();
    },
  );

  it('offer their results and constants as sites, none inside, and the import says so', async () => {
    const { lab, opened } = await openGraphZoo('while', 'wasm');
    const loop = lab.program.graph.nodes.find(({ op }) => op === 'While');
    expect(loop?.description).toMatch(/^While, \d+ nodes run as one$/);
    expect(loop?.parameters.length).toBeGreaterThan(0);
    expect(lab.program.graph.nodes.some(({ op }) => /Enter|Merge|NextIteration/.test(op))).toBe(false);
    expect(opened.notes).toEqual([
      expect.objectContaining({
        kind: 'warning',
        where: loop?.id,
        what: expect.stringContaining('sites inside are not offered') as string,
      }),
    ]);
    lab.dispose();
  });

  it('a fault that leaves other boxes changes shapes and prediction, and the scene holds', async () => {
    const { lab } = await openGraphZoo('non-max-suppression', 'wasm');
    const { nodes } = lab.program.graph;
    const faults = nodes.filter(({ op }) => op === 'Sigmoid').map(({ id }) => `${id}/output[*]:zero`);
    const played = await playScene(lab, prepareFaults(faults, lab.program.graph, 4), PLAIN);
    expect(played.golden.map(({ shape }) => shape[0])).toEqual([5, 5, 5]);
    expect(played.faulty.map(({ shape }) => shape[0])).toEqual([0, 0, 0]);
    expect(played.verdict).toBe('changed');
    lab.dispose();
  });

  it('a tensor whose shape depends on data is no site, and the message says why', async () => {
    const { lab } = await openGraphZoo('where', 'wasm');
    const { graph } = lab.program;
    const gathered = graph.nodes.find(({ op }) => op === 'GatherNd')?.id;
    expect(() => prepareFaults([`${gathered}/output[#0]:flip(1)`], graph)).toThrow(
      'its shape depends on the data',
    );
    lab.dispose();
  });
});
