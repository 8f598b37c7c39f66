/**
 * Splits the activation off a fused node X: `X__pre` keeps the linear part with its bias, and the activation takes the
 * name X. Bit-exact on cpu and wasm, since the bias stays where the kernel adds it. Where TensorFlow.js 4.22 does not
 * run what the file says, the split does: fused Tanh (refused there), alpha of LeakyRelu after a depthwise convolution
 * (lost there), alpha of PReLU after a product without bias (taken for the bias there). A product with a transposed
 * operand is split into product, bias and activation: the wasm kernel adds the bias once per 48 inner elements. So is one
 * whose bias is computed: it may have two axes, which the wasm kernel refuses.
 */
import { LabError } from '../labError.ts';
import type { GraphDefNode, TensorRef } from './graphDef.ts';
import { attrBool, attrTexts, withFirstTexts } from './graphDefAttr.ts';

export interface Unfused {
  /** In running order; the last one is called as the fused node was. */
  readonly nodes: readonly GraphDefNode[];
  /** Name of the node whose output is X's `pre`; null if there is no activation. */
  readonly pre: string | null;
}

const PLAIN_OP: Readonly<Record<string, string>> = {
  _FusedConv2D: 'Conv2D',
  FusedDepthwiseConv2dNative: 'DepthwiseConv2dNative',
  _FusedMatMul: 'MatMul',
};

const ACTIVATION_OP: Readonly<Record<string, string>> = {
  relu: 'Relu',
  relu6: 'Relu6',
  elu: 'Elu',
  sigmoid: 'Sigmoid',
  tanh: 'Tanh',
  prelu: 'Prelu',
  leakyrelu: 'LeakyRelu',
};

/** Null where nothing is to be split off. `fresh` makes an unused node name. */
export function unfused(
  node: GraphDefNode,
  fresh: (base: string) => string,
  isConstant: (name: string) => boolean,
): Unfused | null {
  const plainOp = PLAIN_OP[node.op];
  if (plainOp === undefined) return null;
  const [extra = 'noop', activation = 'linear', ...more] = attrTexts(node.attr, 'fused_ops');
  const activationOp = ACTIVATION_OP[activation];
  const known = activationOp !== undefined || activation === 'linear' || activation === 'noop';
  if (!known || more.length > 0 || (extra !== 'biasadd' && extra !== 'noop')) throw unknownFusion(node);
  const hasBias = extra === 'biasadd';
  const args = node.inputs.slice(2);
  const extras = (hasBias ? 1 : 0) + (activation === 'prelu' ? 1 : 0);
  if (args.length !== extras) {
    throw new LabError(
      'bad-model',
      `Node "${node.name}" (${node.op}) has ${args.length} extra inputs, its fused_ops ask for ${extras}.`,
      { node: node.name, op: node.op },
    );
  }
  const split =
    hasBias &&
    node.op === '_FusedMatMul' &&
    (attrBool(node.attr, 'transpose_a') ||
      attrBool(node.attr, 'transpose_b') ||
      !isConstant((args[0] as TensorRef).node));
  if (activationOp === undefined)
    return split ? { nodes: splitBias(node, node.name, fresh), pre: null } : null;
  const pre = fresh(`${node.name}__pre`);
  const alpha = activation === 'prelu' ? [args[args.length - 1] as TensorRef] : [];
  const act: GraphDefNode = {
    name: node.name,
    op: activationOp,
    inputs: [{ node: pre, index: 0 }, ...alpha],
    attr: activation === 'leakyrelu' ? { alpha: node.attr['leakyrelu_alpha'] ?? { f: 0.2 } } : {},
  };
  if (split) return { nodes: [...splitBias(node, pre, fresh), act], pre };
  const linear: GraphDefNode = hasBias
    ? {
        ...node,
        name: pre,
        inputs: node.inputs.slice(0, 3),
        attr: { ...withFirstTexts(node.attr, 'fused_ops', 1), num_args: { i: '1' } },
      }
    : { ...node, name: pre, op: plainOp, inputs: node.inputs.slice(0, 2) };
  return { nodes: [linear, act], pre };
}

function splitBias(node: GraphDefNode, name: string, fresh: (base: string) => string): GraphDefNode[] {
  const product = fresh(`${node.name}__product`);
  return [
    { ...node, name: product, op: 'MatMul', inputs: node.inputs.slice(0, 2) },
    { name, op: 'BiasAdd', inputs: [{ node: product, index: 0 }, node.inputs[2] as TensorRef], attr: {} },
  ];
}

function unknownFusion({ name, op, attr }: GraphDefNode): LabError {
  const fused = attrTexts(attr, 'fused_ops').join(', ');
  return new LabError(
    'unsupported',
    `Node "${name}" (${op}) fuses "${fused}"; the lab splits a bias and one of ${Object.keys(ACTIVATION_OP).join(', ')}. Export the model without this fusion.`,
    { node: name, op, fused },
  );
}
