/**
 * Why TensorFlow.js does not build a layers model, with the layer that it stumbles over: each layer is tried on its own,
 * in a model of one.
 */
import { io } from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { LabError } from '../labError.ts';

type Config = Readonly<Record<string, unknown>>;

export async function buildRefusal(topology: Config, error: unknown): Promise<LabError> {
  const place = await stumble(layersOf(topology['model_config'] ?? topology), error);
  const where = place === null ? 'the model' : `the layer "${place.name}" (${place.className})`;
  const detail = { layer: place?.name ?? null, why: messageOf(error) };
  const unknown = /^Unknown (\w+: [^.]+)\. /.exec(messageOf(error))?.[1];
  if (unknown !== undefined)
    return new LabError(
      'unsupported',
      `The lab does not know the ${unknown}, of ${where}. Rebuild that part of standard layers and functions, and save the model again.`,
      detail,
    );
  // What JavaScript says of a missing part says nothing to a person.
  const why = isPlain(error) ? `: ${messageOf(error)}` : '';
  return new LabError(
    'bad-model',
    `TensorFlow.js cannot build ${where}${why}. Its configuration is damaged, or of a version that the lab does not know; save the model again.`,
    detail,
  );
}

async function stumble(
  layers: readonly Config[],
  error: unknown,
): Promise<{ readonly name: string; readonly className: string } | null> {
  const wanted = messageOf(error);
  for (const { class_name, config, name } of layers) {
    const alone = { class_name: 'Sequential', config: { name: 'alone', layers: [{ class_name, config }] } };
    const said = await loadLayersModel(io.fromMemory({ modelTopology: alone })).then(
      (model) => {
        model.dispose();
        return null;
      },
      (why: unknown) => messageOf(why),
    );
    if (said === wanted)
      return { name: String(name ?? record(config)['name']), className: String(class_name) };
  }
  return null;
}

/** Nested models opened. */
function layersOf(model: unknown): readonly Config[] {
  const { layers } = record(record(model)['config']);
  if (!Array.isArray(layers)) return [];
  return layers.flatMap((layer) =>
    Array.isArray(record(record(layer)['config'])['layers']) ? layersOf(layer) : [record(layer)],
  );
}

const record = (value: unknown): Config =>
  typeof value === 'object' && value !== null ? (value as Config) : {};

/** Without the objects that TensorFlow.js prints as they are. */
const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .replace(/ ?Input received: \[object.*$/s, '')
    .replace(/ ?\[object \w+\]/g, '');

const isPlain = (error: unknown): boolean =>
  error instanceof Error &&
  !(error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError);
