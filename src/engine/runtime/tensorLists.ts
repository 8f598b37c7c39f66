/**
 * TensorListSetItem and TensorListPushBack that give the list a tensor of its own, and free it when it is replaced. Those of TensorFlow.js 4.22 hand it
 * the tensor they read, which is freed when the function around (the body of a While) returns: the list then holds
 * nothing, and recurrent layers saved with loops fail (list_ops in control_executor.js, _executeAsync).
 */
import { type GraphNode, registerOp } from '@tensorflow/tfjs-converter';
import type { Tensor } from '@tensorflow/tfjs-core';

interface TensorList {
  readonly idTensor: Tensor;
  readonly tensors: readonly (Tensor | undefined)[];
  setItem(index: number, x: Tensor): void;
  pushBack(x: Tensor): void;
}

/** What TensorFlow.js gives a registered op besides its inputs. */
interface InContext {
  readonly context: { getTensorList(id: number): TensorList };
}

let registered = false;

export function registerTensorLists(): void {
  if (registered) return;
  registered = true;
  registerOp('TensorListSetItem', async (node) => {
    const [handle, index, x] = node.inputs as [Tensor, Tensor, Tensor];
    const list = listOf(node, handle);
    const own = x.clone();
    const at = (await index.data())[0] as number;
    const replaced = list.tensors[at];
    list.setItem(at, own);
    replaced?.dispose();
    return [list.idTensor];
  });
  registerOp('TensorListPushBack', (node) => {
    const [handle, x] = node.inputs as [Tensor, Tensor];
    const list = listOf(node, handle);
    list.pushBack(x.clone());
    return [list.idTensor];
  });
}

const listOf = (node: GraphNode, handle: Tensor): TensorList =>
  (node as unknown as InContext).context.getTensorList(handle.id);
