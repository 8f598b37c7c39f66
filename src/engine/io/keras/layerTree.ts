/** The layers of a Keras configuration by their place, nested models opened. */
export interface LayerEntry {
  readonly name: string;
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Layers inside, for a model that is a layer. */
  readonly layers: readonly LayerEntry[] | null;
}

export function layersOf(model: Readonly<Record<string, unknown>>): readonly LayerEntry[] {
  return entryOf(model).layers ?? [];
}

function entryOf(layer: Readonly<Record<string, unknown>>): LayerEntry {
  const config = recordOf(layer['config']);
  // Keras 1 wrote the layers of a Sequential as a plain list.
  const inner = Array.isArray(layer['config']) ? layer['config'] : config['layers'];
  return {
    name: String(layer['name'] ?? config['name'] ?? ''),
    className: String(layer['class_name'] ?? ''),
    config,
    layers: Array.isArray(inner) ? inner.map((each) => entryOf(recordOf(each))) : null,
  };
}

export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
