/** `bitflip inspect`: what a model is made of, with the names that fault strings use. */
import type { FormatOf } from '#engine/campaign/plan/population.ts';
import { storedFormatOf } from '#engine/campaign/run/storedFormatOf.ts';
import { FLOAT32_TENSOR } from '#engine/formats/groupedFormat.ts';
import type { GraphNode, GraphParameter, ModelGraph, Shape } from '#engine/graph/modelGraph.ts';
import { siteCounts } from '#engine/graph/siteCounts.ts';
import { jsonText } from '#engine/jsonText.ts';
import { galleryInputs } from '#engine/scene/galleryBatch.ts';
import type { ImportSummary } from '#engine/scene/importSummary.ts';
import { factOf } from '#engine/scene/importText.ts';
import { zeroInputs } from '#engine/scene/modelInputs.ts';
import { playScene } from '#engine/scene/playScene.ts';
import type { StorageReport } from '#engine/storage/storageReport.ts';
import type { Arguments } from '../arguments.ts';
import type { Bench, ModelReport } from '../bench.ts';
import { bitsJson, bitsOf, bitsText } from '../bitTable.ts';
import { columns } from '../columns.ts';
import { type Command, JSON_OPTION } from '../command.ts';
import { importJson, importOnBench, notesText } from '../importReport.ts';
import { MODEL_POSITIONAL } from '../modelOptions.ts';
import { STORAGE_OPTION, storageTexts } from '../storageOption.ts';
import { storageJson, storageText } from '../storageReport.ts';
import type { Terminal } from '../terminal.ts';

export const inspect: Command = {
  name: 'inspect',
  summary: 'List the nodes, tensors and shapes of a model.',
  positionals: [MODEL_POSITIONAL],
  options: {
    storage: STORAGE_OPTION,
    bits: { value: null, description: 'The share of ones in every bit of the stored parameters.' },
    json: JSON_OPTION,
  },
  examples: [
    { command: 'bitflip inspect lenet5', says: 'A bundled model.' },
    { command: 'bitflip inspect ./my_model/model.json --json', says: 'A model of your own, as JSON.' },
    {
      command: "bitflip inspect lenet5 --storage 'weights=int8(range=minmax,axis=channel,symmetric)'",
      says: 'What storing the weights in 8 bits does to each kernel.',
    },
    { command: 'bitflip inspect resnet20 --bits', says: 'Which stuck-at faults can never matter.' },
  ],
  run,
};

async function run(given: Arguments, terminal: Terminal): Promise<void> {
  const { withBench } = await import('../bench.ts');
  const text = await withBench(given, terminal.folder, async (bench) => {
    const { model, lab } = bench;
    const { graph } = lab.program;
    const { reports, formatOf } = await storedOn(storageTexts(given, bench), bench);
    const bits = given.has('bits') ? await bitsOf(lab, formatOf) : null;
    const imported = await importOnBench(bench);
    return given.has('json')
      ? `${jsonText({ ...inspectDocument(model, graph, reports), bits: bits && bitsJson(bits), import: importJson(imported) })}\n`
      : `${inspectText(model, graph, reports, imported)}${bits === null ? '' : `\n${bitsText(bits)}`}`;
  });
  terminal.stdout.write(text);
}

interface Stored {
  readonly reports: readonly StorageReport[];
  readonly formatOf: FormatOf;
}

/** What storing does to parameters, and to values of the gallery's first picture (none without a gallery). */
async function storedOn(texts: readonly string[], bench: Bench): Promise<Stored> {
  if (texts.length === 0) return { reports: [], formatOf: () => FLOAT32_TENSOR };
  const { prepareOnBench } = await import('../sceneOnBench.ts');
  const { lab, opened } = bench;
  const { graph } = lab.program;
  const { gallery } = opened;
  lab.setInputs(gallery === null ? zeroInputs(graph) : galleryInputs(gallery, graph, 0, 1));
  const prepared = await prepareOnBench({ storage: texts, faults: [] }, bench);
  const { storage } = await playScene(lab, prepared, { labels: null, pictures: false });
  return {
    reports: gallery === null ? storage.filter(({ tensor }) => tensor in graph.parameters) : storage,
    formatOf: storedFormatOf(prepared.corruption.storage, graph),
  };
}

function inspectDocument(model: ModelReport, graph: ModelGraph, storage: readonly StorageReport[]) {
  return {
    model: { ...model, format: graph.format },
    inputs: graph.inputs,
    outputs: graph.outputs,
    totals: totals(graph),
    nodes: graph.nodes.map((node) => ({
      node: node.id,
      op: node.op,
      category: node.category,
      description: node.description,
      activation: node.activation,
      inputs: node.inputs,
      outputs: node.outputs,
      pre: node.pre,
      shapes: node.outputs.map((id) => shapeOf(graph, id)),
      parameters: parametersOf(graph, node).map(({ id, tensor, shape, count, dtype }) => ({
        name: tensor,
        id,
        shape,
        count,
        dtype,
      })),
      macs: node.macs,
    })),
    storage: storageJson(storage),
  };
}

function totals(graph: ModelGraph) {
  const parameters = Object.values(graph.parameters).reduce((sum, { count }) => sum + count, 0);
  const macs = graph.nodes.reduce<number | null>(
    (sum, node) => (sum === null || node.macs === null ? null : sum + node.macs),
    0,
  );
  return { nodes: graph.nodes.length, parameters, macs, sites: siteCounts(graph) };
}

const shapeOf = (graph: ModelGraph, id: string): Shape => graph.values[id]?.shape ?? [];

const parametersOf = (graph: ModelGraph, node: GraphNode): GraphParameter[] =>
  node.parameters.flatMap((id) => graph.parameters[id] ?? []);

function inspectText(
  model: ModelReport,
  graph: ModelGraph,
  storage: readonly StorageReport[],
  imported: ImportSummary,
): string {
  const { nodes, parameters, macs, sites } = totals(graph);
  const facts = columns(
    [
      ['model', `${model.id}, ${graph.format} model, ${model.hash.slice(0, 12)}`],
      ['recognised as', imported.recognised],
      ['inputs', graph.inputs.map((id) => `${id} ${sizes(shapeOf(graph, id))}`).join(', ')],
      ['outputs', graph.outputs.map((id) => `${id} ${sizes(shapeOf(graph, id))}`).join(', ')],
      ['parameters', grouped(parameters)],
      ['MACs', grouped(macs)],
      ['memory', factOf(imported, 'memory')],
      ['reference pairs', factOf(imported, 'reference pairs')],
      [
        'sites',
        `${grouped(sites.parameters)} in parameters, ${grouped(sites.values)} in values of one image`,
      ],
    ],
    ['left', 'left'],
  );
  const rows = graph.nodes.map((node) => [
    node.id,
    node.description,
    node.outputs.map((id) => sizes(shapeOf(graph, id))).join(' '),
    parametersOf(graph, node)
      .map(({ tensor, shape }) => `${tensor} [${shape}]`)
      .join(' '),
    node.macs === 0 ? '' : grouped(node.macs),
  ]);
  const table = columns(
    [['node', 'what', 'shape', 'parameters', 'MACs'], ...rows],
    ['left', 'left', 'left', 'left', 'right'],
  );
  const stored = storageText(storage);
  return `${model.name}\n\n${facts}${notesText(imported)}\n${nodes} nodes:\n${table}${stored === '' ? '' : `\n${stored}`}`;
}

/** `[?,28,28,1]`: `?` is an axis known only at run time. */
const sizes = (shape: Shape): string => `[${shape.map((size) => size ?? '?').join(',')}]`;

const grouped = (count: number | null): string =>
  count === null ? 'unknown' : count.toLocaleString('en-US');
