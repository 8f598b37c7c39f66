/** What a reader should know before believing a number, read off the model as it was built. */
import type { ModelGraph } from '../graph/modelGraph.ts';
import type { ImportNote } from '../io/importReport.ts';
import type { ModelFiles, WeightSpec } from '../io/modelFiles.ts';
import { weightsOf } from '../io/storedWeights.ts';

export function importWarnings(graph: ModelGraph, files: ModelFiles): readonly ImportNote[] {
  return [...ofInputs(graph), ...ofLayers(graph, files), ...ofWeights(files)];
}

const warning = (what: string, where: string | null, why: string | null): ImportNote => ({
  kind: 'warning',
  what,
  where,
  why,
});

function ofInputs(graph: ModelGraph): ImportNote[] {
  return graph.inputs.flatMap((id) => {
    const [batch = null, ...rest] = graph.values[id]?.shape ?? [];
    const fixed =
      batch === null
        ? []
        : [
            warning(
              `The batch is fixed at ${batch}: one input at a time is shown, and campaigns do not stack images.`,
              id,
              'The model was saved so. Saved with an open batch axis it runs faster.',
            ),
          ];
    const open = rest.includes(null)
      ? [
          warning(
            `Axes of open size, [${['?', ...rest.map((size) => size ?? '?')].join(', ')}], are taken as the input gives them, and as 1 without one.`,
            id,
            null,
          ),
        ]
      : [];
    return [...fixed, ...open];
  });
}

/** Layers that behave otherwise in training, or carry more than their values. */
function ofLayers(graph: ModelGraph, files: ModelFiles): ImportNote[] {
  const named = (pattern: RegExp): string[] =>
    graph.nodes.filter(({ op }) => pattern.test(op)).map(({ id }) => id);
  const text = files.format === 'layers' ? JSON.stringify(files.topology) : '';
  const masks = [...named(/^Masking$/), ...(/"mask_?[zZ]ero":true/.test(text) ? named(/^Embedding$/) : [])];
  const random = named(/^(Spatial|Alpha|Gaussian)?(Dropout|Noise)/);
  const stateful = /"stateful":true/.test(text) ? named(/^(LSTM|GRU|SimpleRNN|RNN|Bidirectional)/) : [];
  return [
    ...of(masks, 'Masks are computed and passed on as Keras does; a mask is not a site.', null),
    ...of(random, 'These layers act in training only; here they pass values on.', null),
    ...of(stateful, 'The state is reset before every run.', 'Else one fault would live on in the next run.'),
  ];
}

function of(nodes: readonly string[], what: string, why: string | null): ImportNote[] {
  if (nodes.length === 0) return [];
  const shown = nodes.slice(0, 4).join(', ');
  return [warning(what, nodes.length > 4 ? `${shown} and ${nodes.length - 4} more` : shown, why)];
}

/** True for codes whose least and greatest number are finite: so are all between. */
function isWithinFiniteEnds({ quantization }: WeightSpec): boolean {
  const { dtype, scale, min } = quantization ?? {};
  if (scale === undefined || min === undefined) return false;
  return [0, dtype === 'uint8' ? 255 : 65535].every((code) =>
    Number.isFinite(Math.fround(code * scale + min)),
  );
}

function ofWeights(files: ModelFiles): ImportNote[] {
  const decoded = files.weightSpecs.filter(({ dtype, quantization }) => quantization && dtype === 'int32');
  const odd = weightsOf(files).flatMap(({ spec, values }) => {
    if (spec.dtype !== 'float32' || isWithinFiniteEnds(spec)) return [];
    const count = values().reduce((sum, value) => (Number.isFinite(value) ? sum : sum + 1), 0);
    return count === 0 ? [] : [{ name: spec.name, count }];
  });
  return [
    ...of(
      decoded.map(({ name }) => name),
      'Whole numbers stored as codes are decoded; the codes are no sites.',
      null,
    ),
    ...odd
      .slice(0, 8)
      .map(({ name, count }) =>
        warning(
          `${count.toLocaleString('en-US')} numbers are NaN or infinite in the file.`,
          name,
          'The model may answer NaN without any fault.',
        ),
      ),
  ];
}
