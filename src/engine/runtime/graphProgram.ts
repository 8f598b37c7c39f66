/**
 * Program of a tf.js GraphModel: its GraphDef rewritten, planned, and run node by node. TensorFlow.js is the
 * interpreter of single nodes; the golden parameters are the program's own tensors and never written.
 */
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { io, type Tensor } from '@tensorflow/tfjs-core';
import { writeGraphDef } from '../graph/graphDef.ts';
import { planGraph } from '../graph/graphDefPlan.ts';
import { rewriteGraphDef } from '../graph/graphDefRewrite.ts';
import { graphFromGraphModel } from '../graph/graphModelGraph.ts';
import { type InputShapes, inputType, measureOpenShapes } from './graphShapes.ts';
import { type BoundGraph, bindStep } from './graphStep.ts';
import { loadGraphWeights } from './graphWeights.ts';
import type { Program, Step } from './program.ts';
import { type BoundRegion, bindRegion } from './regionStep.ts';

/**
 * Loads a graph model on the current back end. Throws LabError `bad-model`, `unsupported` (names node and op), or
 * `bad-input` where an input has no shape at all. An axis that is open and not in `inputShapes` stays open.
 */
export async function loadGraphProgram(
  artifacts: io.ModelArtifacts,
  inputShapes: InputShapes = {},
): Promise<Program> {
  const { modelTopology, weightSpecs = [], userDefinedMetadata } = artifacts;
  const signature = artifacts.signature ?? (userDefinedMetadata?.['signature'] as object | undefined);
  const rewritten = rewriteGraphDef(modelTopology, signature);
  const plan = planGraph(rewritten, weightSpecs);
  const inputTypes = new Map(plan.inputs.map(({ value, def }) => [value, inputType(def)]));
  // No signature: its keys are aliases there, and a node of the same name could not be fed. No weights: every run
  // would go through all of them; each step feeds its own.
  const model = await loadGraphModel(
    io.fromMemory({
      modelTopology: writeGraphDef(rewritten.nodes),
      weightSpecs: [],
      weightData: new ArrayBuffer(0),
    }),
  );
  const weights = await loadGraphWeights(plan, artifacts);
  const steps: Step[] = [];
  const regions: BoundRegion[] = [];
  const dispose = (): void => {
    for (const region of regions) region.dispose();
    model.dispose();
    weights.dispose();
  };
  try {
    const bound: BoundGraph = { model, plan, weights, inputTypes };
    for (const step of plan.steps) {
      if (step.whole === null) steps.push(bindStep(bound, step));
      else {
        const region = await bindRegion(bound, step, step.whole, artifacts);
        regions.push(region);
        steps.push(region.step);
      }
    }
    const { values, batchSize, isOpen } = await measureOpenShapes(plan, steps, inputShapes);
    const parameters = new Map(
      [...plan.parameters].map(([id, { constant }]) => [id, weights.data.get(constant) as Tensor]),
    );
    const places = new Map(weightSpecs.map(({ name }, i) => [name, i]));
    const weightIndex = new Map(
      [...plan.parameters].map(([id, { constant }]) => [id, places.get(constant) as number]),
    );
    return {
      graph: graphFromGraphModel(plan, values, batchSize, isOpen),
      steps,
      parameters,
      weightIndex,
      dispose,
    };
  } catch (error) {
    dispose();
    throw error;
  }
}
