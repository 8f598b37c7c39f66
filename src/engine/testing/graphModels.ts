/** Test GraphModels, one structure each, written by hand with seeded random weights. */
import { attr, type GraphArtifacts, GraphDefBuilder } from './graphDefBuilder.ts';
import { floatInputs, type TestModel } from './testModel.ts';

const FLOAT = { T: attr.type('DT_FLOAT') };
const POOL = { ksize: attr.ints(1, 2, 2, 1), strides: attr.ints(1, 2, 2, 1), padding: attr.text('VALID') };

/** Mean over the image, then a dense layer as MatMul, BiasAdd and Softmax. */
function head(g: GraphDefBuilder, x: string, channels: number, classes: number): string {
  const mean = g.node('head/pool', 'Mean', [x, g.ints('head/axes', [1, 2])], { keep_dims: attr.bool(false) });
  const product = g.node(
    'head/matmul',
    'MatMul',
    [mean, g.floats('head/kernel', [channels, classes])],
    FLOAT,
  );
  const logits = g.node('head/logits', 'BiasAdd', [product, g.floats('head/bias', [classes])], FLOAT);
  return g.node('head/probabilities', 'Softmax', [logits], FLOAT);
}

function batchNorm(g: GraphDefBuilder, name: string, x: string, channels: number): string {
  const stored = ['gamma', 'beta', 'mean', 'variance'].map((tensor) =>
    g.floats(`${name}/${tensor}`, [channels]),
  );
  return g.node(name, 'FusedBatchNormV3', [x, ...stored], {
    epsilon: attr.float(0.001),
    is_training: attr.bool(false),
  });
}

/** Fused convolutions, batch normalisation, a bypass that is added. */
function residual(): GraphArtifacts {
  const g = new GraphDefBuilder('graph residual');
  const x = g.input('image', [-1, 12, 12, 3]);
  const fused = (name: string, from: string, inside: number, ops: string[]): string =>
    g.fused(
      name,
      '_FusedConv2D',
      from,
      g.floats(`${name}/kernel`, [3, 3, inside, 8]),
      [g.floats(`${name}/bias`, [8])],
      ops,
    );
  const stem = fused('stem/conv', x, 3, ['BiasAdd', 'Relu']);
  const first = fused('block/conv1', stem, 8, ['BiasAdd', 'Relu']);
  const second = batchNorm(
    g,
    'block/bn',
    g.conv('block/conv2', first, g.floats('block/conv2/kernel', [3, 3, 8, 8])),
    8,
  );
  const sum = g.node('block/add', 'AddV2', [second, stem], FLOAT);
  const strided = g.fused(
    'down/conv',
    '_FusedConv2D',
    g.node('block/relu', 'Relu', [sum], FLOAT),
    g.floats('down/conv/kernel', [3, 3, 8, 12]),
    [g.floats('down/conv/bias', [12])],
    ['BiasAdd'],
    2,
  );
  const classes = head(g, strided, 12, 10);
  return g.artifacts({ probabilities: g.node('Identity', 'Identity', [classes], FLOAT) });
}

/** Squeeze, two expansions, concatenation; the second module is bypassed. */
function fireModule(): GraphArtifacts {
  const g = new GraphDefBuilder('graph fire-module');
  const x = g.input('image', [-1, 12, 12, 3]);
  const conv = (name: string, from: string, size: number, inside: number, outside: number): string =>
    g.fused(
      name,
      '_FusedConv2D',
      from,
      g.floats(`${name}/kernel`, [size, size, inside, outside]),
      [g.floats(`${name}/bias`, [outside])],
      ['BiasAdd', 'Relu'],
    );
  const fire = (name: string, from: string): string => {
    const squeezed = conv(`${name}/squeeze1x1`, from, 1, 12, 4);
    const expanded = [
      conv(`${name}/expand1x1`, squeezed, 1, 4, 6),
      conv(`${name}/expand3x3`, squeezed, 3, 4, 6),
    ];
    return g.concat(`${name}/concat`, expanded, 3);
  };
  const stem = conv('conv1', x, 3, 3, 12);
  const first = fire('fire1', g.node('pool1', 'MaxPool', [stem], POOL));
  const bypass = g.node('bypass', 'AddV2', [first, fire('fire2', first)], FLOAT);
  return g.artifacts({ probabilities: head(g, bypass, 12, 10) });
}

/** Split with several outputs read, one twice; one scale shared by two readers; a tensor multiplied by itself. */
function splitShared(): GraphArtifacts {
  const g = new GraphDefBuilder('graph split-shared');
  const x = g.input('image', [-1, 8, 8, 6]);
  g.node('split', 'Split', [g.ints('split/axis', 3), x], { num_split: attr.int(3), ...FLOAT });
  const scale = g.node('scale/read', 'Identity', [g.floats('shared/scale', [2])], FLOAT);
  const left = g.node('left', 'Mul', ['split', scale], FLOAT);
  const right = g.node('right', 'Mul', ['split:1', scale], FLOAT);
  const square = g.node('square', 'Mul', ['split:2', 'split:2'], FLOAT);
  const difference = g.node('difference', 'Sub', [right, 'split'], FLOAT);
  const merged = g.concat('concat', [left, difference, square], -1);
  const active = g.node(
    'relu',
    'Relu',
    [g.conv('conv', merged, g.floats('conv/kernel', [3, 3, 6, 8]))],
    FLOAT,
  );
  return g.artifacts({ probabilities: head(g, active, 8, 5) });
}

/** Image and vector in, classes and an embedding out; a reshape to a shape worked out from the batch. */
function multiInputOutput(): GraphArtifacts {
  const g = new GraphDefBuilder('graph multi-input-output');
  const image = g.input('image', [-1, 8, 8, 1]);
  const vector = g.input('vector', [-1, 5]);
  const seen = g.fused(
    'seen/conv',
    '_FusedConv2D',
    image,
    g.floats('seen/conv/kernel', [3, 3, 1, 4]),
    [g.floats('seen/conv/bias', [4])],
    ['BiasAdd', 'Elu'],
    2,
  );
  const shape = g.node('flat/shape', 'Shape', [seen], { out_type: attr.type('DT_INT32') });
  const batch = g.node(
    'flat/batch',
    'StridedSlice',
    [shape, g.ints('flat/begin', [0]), g.ints('flat/end', [1]), g.ints('flat/step', [1])],
    { shrink_axis_mask: attr.int(1) },
  );
  const sizes = g.node('flat/sizes', 'Pack', [batch, g.ints('flat/rest', 64)], {
    N: attr.int(2),
    axis: attr.int(0),
  });
  const flat = g.node('flat', 'Reshape', [seen, sizes], FLOAT);
  const heard = g.fused(
    'heard',
    '_FusedMatMul',
    vector,
    g.floats('heard/kernel', [5, 6]),
    [g.floats('heard/bias', [6])],
    ['BiasAdd', 'Sigmoid'],
  );
  const joined = g.concat('joined', [flat, heard], 1);
  const embedding = g.fused(
    'embedding',
    '_FusedMatMul',
    joined,
    g.floats('embedding/kernel', [70, 8]),
    [g.floats('embedding/bias', [8])],
    ['BiasAdd', 'Relu'],
  );
  const logits = g.node('classes/matmul', 'MatMul', [embedding, g.floats('classes/kernel', [8, 4])], FLOAT);
  return g.artifacts({ classes: g.node('classes', 'Softmax', [logits], FLOAT), embedding });
}

function depthwise(): GraphArtifacts {
  const g = new GraphDefBuilder('graph depthwise');
  const x = g.input('image', [-1, 12, 12, 3]);
  const stem = g.fused(
    'stem',
    '_FusedConv2D',
    x,
    g.floats('stem/kernel', [3, 3, 3, 6]),
    [g.floats('stem/bias', [6])],
    ['BiasAdd', 'Relu6'],
    2,
  );
  const wise = g.fused(
    'depthwise',
    'FusedDepthwiseConv2dNative',
    stem,
    g.floats('depthwise/depthwise_kernel', [3, 3, 6, 2]),
    [g.floats('depthwise/bias', [12])],
    ['BiasAdd', 'Relu6'],
  );
  const point = g.fused(
    'pointwise',
    '_FusedConv2D',
    wise,
    g.floats('pointwise/kernel', [1, 1, 12, 8]),
    [g.floats('pointwise/bias', [8]), g.floats('pointwise/alpha', [8])],
    ['BiasAdd', 'Prelu'],
  );
  return g.artifacts({ probabilities: head(g, g.node('pool', 'AvgPool', [point], POOL), 8, 10) });
}

/** MatMul + Softmax: a small perceptron. */
function dense(): GraphArtifacts {
  const g = new GraphDefBuilder('graph dense');
  const x = g.input('vector', [-1, 16]);
  const hidden = g.fused(
    'hidden',
    '_FusedMatMul',
    x,
    g.floats('hidden/kernel', [16, 12]),
    [g.floats('hidden/bias', [12])],
    ['BiasAdd', 'Relu'],
  );
  const shifted = g.node(
    'shifted',
    'AddV2',
    [
      g.node('scaled', 'Mul', [hidden, g.floats('scaled/scale', [12])], FLOAT),
      g.floats('shifted/bias', [12]),
    ],
    FLOAT,
  );
  const logits = g.node('logits', 'MatMul', [shifted, g.floats('logits/kernel', [12, 10])], FLOAT);
  return g.artifacts({ probabilities: g.node('probabilities', 'Softmax', [logits], FLOAT) });
}

const named = (
  name: string,
  make: () => GraphArtifacts,
  sampleInputs: TestModel<unknown>['sampleInputs'],
): TestModel<GraphArtifacts> => ({ name, build: async () => make(), sampleInputs });

/** `build` gives what a file holds; `loadGraphProgram` or `loadGraphModel(io.fromMemory(...))` makes it runnable. */
export const graphTestModels: readonly TestModel<GraphArtifacts>[] = [
  named('graph-residual', residual, floatInputs([12, 12, 3])),
  named('graph-fire-module', fireModule, floatInputs([12, 12, 3])),
  named('graph-split-shared', splitShared, floatInputs([8, 8, 6])),
  named('graph-multi-input-output', multiInputOutput, floatInputs([8, 8, 1], [5])),
  named('graph-depthwise', depthwise, floatInputs([12, 12, 3])),
  named('graph-dense', dense, floatInputs([16])),
];
