/** The JSON document of `bitflip inject`: docs/schema/inject.schema.json. */
import { outputDistance } from '#engine/campaign/outcome.ts';
import type { FaultyTensor } from '#engine/faults/sitePlan.ts';
import { layoutOf } from '#engine/formats/groupedFormat.ts';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import type { Json } from '#engine/jsonText.ts';
import type { GalleryAccuracy } from '#engine/scene/galleryAccuracy.ts';
import type { PlayedScene } from '#engine/scene/playScene.ts';
import type { PreparedFaults } from '#engine/scene/prepareFaults.ts';
import { faultyAccuracyJson } from './accuracyReport.ts';
import type { Bench } from './bench.ts';
import { hexWord } from './hexWord.ts';
import { inputsJson } from './inputReport.ts';
import type { GivenInput } from './inputSource.ts';
import { storageJson } from './storageReport.ts';
import { topJson } from './topTable.ts';

export interface Injection extends Pick<Bench, 'model' | 'backend' | 'run'> {
  readonly graph: ModelGraph;
  readonly inputs: readonly GivenInput[];
  readonly prepared: PreparedFaults;
  readonly played: PlayedScene;
  /** Paths of the files written. */
  readonly saved: readonly string[];
  readonly accuracy: GalleryAccuracy | null;
}

export function injectDocument({
  model,
  backend,
  run,
  graph,
  inputs,
  prepared,
  played,
  saved,
  accuracy,
}: Injection): Json {
  const { golden, faulty, verdict } = played;
  return {
    model,
    input: inputsJson(inputs),
    storage: storageJson(played.storage),
    faults: faultsJson(played, prepared),
    golden: topJson(golden[0]?.top ?? []),
    faulty: topJson(faulty[0]?.top ?? []),
    verdict,
    distance: outputDistance(
      golden.map(({ values }) => values),
      faulty.map(({ values }) => values),
    ),
    outputs: golden.map(({ value, shape, top }, k) => ({
      value,
      shape,
      golden: topJson(top),
      faulty: topJson(faulty[k]?.top ?? []),
    })),
    backend,
    nodes: nodesJson(graph, played),
    saved,
    ...(accuracy === null ? {} : { accuracy: faultyAccuracyJson(accuracy) }),
    run,
  };
}

function faultsJson({ faults }: PlayedScene, prepared: PreparedFaults): Json {
  return faults.map(({ fault, sentence, sites, before, after }, k) => {
    const tensor = prepared.tensors.get(prepared.faults[k]?.tensor ?? '') as FaultyTensor;
    const format = layoutOf(tensor.format);
    return {
      fault,
      sentence,
      sites,
      before: hexWord(before, format),
      after: hexWord(after, format),
      format: format.name,
    };
  });
}

/** Every node by its first output; nulls where that holds no float32 numbers and was not compared. */
function nodesJson({ nodes }: ModelGraph, { observations }: PlayedScene): Json {
  const byValue = new Map(observations.map((observation) => [observation.value, observation]));
  return nodes.map(({ id, outputs }) => {
    const seen = byValue.get(outputs[0] ?? '');
    return {
      node: id,
      changed: seen?.changed ?? null,
      size: seen?.size ?? null,
      maxAbsDiff: seen?.maxAbsDiff ?? null,
      l2: seen?.l2 ?? null,
      meanRelativeError: seen?.meanRelativeError ?? null,
      nan: seen?.nan ?? null,
      inf: seen?.inf ?? null,
    };
  });
}
