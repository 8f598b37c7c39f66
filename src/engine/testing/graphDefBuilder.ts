/**
 * Writes small GraphDefs as a converter would: topology JSON, weights and signature. Constants are drawn by name from
 * a seed. `lines` reads like the graph: each node with its op, inputs and attributes.
 */
import { type SeededFloats, seededFloats, weightValues } from './seededFloats.ts';

/** Fits `io.ModelArtifacts` of TensorFlow.js and the lab's loader. */
export interface GraphArtifacts {
  readonly modelTopology: object;
  readonly weightSpecs: { name: string; shape: number[]; dtype: 'float32' | 'int32' }[];
  readonly weightData: ArrayBuffer;
  readonly signature: object;
}

const base64 = (text: string): string => btoa(text);

export const attr = {
  ints: (...values: number[]) => ({ list: { i: values.map(String) } }),
  int: (value: number) => ({ i: String(value) }),
  float: (f: number) => ({ f }),
  bool: (b: boolean) => ({ b }),
  text: (text: string) => ({ s: base64(text) }),
  texts: (...texts: string[]) => ({ list: { s: texts.map(base64) } }),
  type: (type: string) => ({ type }),
  shape: (...sizes: number[]) => ({ shape: { dim: sizes.map((size) => ({ size: String(size) })) } }),
};

export class GraphDefBuilder {
  readonly #nodes: object[] = [];
  readonly #specs: GraphArtifacts['weightSpecs'] = [];
  readonly #words: (Float32Array | Int32Array)[] = [];
  readonly #floats: SeededFloats;
  readonly #inputs: Record<string, object> = {};

  constructor(seed: string) {
    this.#floats = seededFloats(seed);
  }

  /** `shape` with the batch axis, -1 where it is open. */
  input(name: string, shape: readonly number[], type = 'DT_FLOAT'): string {
    this.node(name, 'Placeholder', [], { dtype: attr.type(type), shape: attr.shape(...shape) });
    this.#inputs[name] = { name: `${name}:0`, dtype: type };
    return name;
  }

  /** A float constant, drawn by the end of its name (kernel, gamma, ...) or given. */
  floats(name: string, shape: readonly number[], values?: readonly number[]): string {
    return this.#constant(
      name,
      shape,
      values === undefined ? weightValues(name, shape, this.#floats) : Float32Array.from(values),
    );
  }

  ints(name: string, values: readonly number[] | number): string {
    const list = typeof values === 'number' ? [values] : values;
    return this.#constant(name, typeof values === 'number' ? [] : [list.length], Int32Array.from(list));
  }

  node(
    name: string,
    op: string,
    input: readonly string[],
    attrs: Readonly<Record<string, object>> = {},
  ): string {
    this.#nodes.push({ name, op, input, attr: attrs });
    return name;
  }

  concat(name: string, inputs: readonly string[], axis: number): string {
    return this.node(name, 'ConcatV2', [...inputs, this.ints(`${name}/axis`, axis)], {
      N: attr.int(inputs.length),
    });
  }

  conv(name: string, x: string, kernel: string, strides = 1, padding = 'SAME'): string {
    return this.node(name, 'Conv2D', [x, kernel], convAttrs(strides, padding));
  }

  /** `_FusedConv2D` and its like: `extra` are bias and, for PReLU, alpha. */
  fused(
    name: string,
    op: string,
    x: string,
    kernel: string,
    extra: readonly string[],
    ops: readonly string[],
    strides = 1,
    more: Readonly<Record<string, object>> = {},
  ): string {
    const own = { fused_ops: attr.texts(...ops), num_args: attr.int(extra.length), epsilon: attr.float(0) };
    const attrs =
      op === '_FusedMatMul'
        ? { transpose_a: attr.bool(false), transpose_b: attr.bool(false) }
        : convAttrs(strides, 'SAME');
    return this.node(name, op, [x, kernel, ...extra], {
      ...attrs,
      ...own,
      T: attr.type('DT_FLOAT'),
      ...more,
    });
  }

  /** Artifacts with these outputs, as signature key -> tensor name. */
  artifacts(outputs: Readonly<Record<string, string>>): GraphArtifacts {
    const bytes = new Uint8Array(this.#words.reduce((sum, words) => sum + words.byteLength, 0));
    let at = 0;
    for (const words of this.#words) {
      bytes.set(new Uint8Array(words.buffer), at);
      at += words.byteLength;
    }
    return {
      modelTopology: { node: this.#nodes, library: {}, versions: { producer: 440, minConsumer: 12 } },
      weightSpecs: this.#specs,
      weightData: bytes.buffer,
      signature: {
        inputs: this.#inputs,
        outputs: Object.fromEntries(Object.entries(outputs).map(([key, name]) => [key, { name }])),
      },
    };
  }

  #constant(name: string, shape: readonly number[], values: Float32Array | Int32Array): string {
    const dtype = values instanceof Float32Array ? 'float32' : 'int32';
    this.#specs.push({ name, shape: [...shape], dtype });
    this.#words.push(values);
    return this.node(name, 'Const', [], { dtype: attr.type(dtype === 'float32' ? 'DT_FLOAT' : 'DT_INT32') });
  }
}

function convAttrs(strides: number, padding: string): Record<string, object> {
  return {
    T: attr.type('DT_FLOAT'),
    strides: attr.ints(1, strides, strides, 1),
    dilations: attr.ints(1, 1, 1, 1),
    padding: attr.text(padding),
    data_format: attr.text('NHWC'),
  };
}
