/** What the lab's own layers share: one input tensor, and a place in TensorFlow.js's table of layer classes. */
import { serialization, type Tensor } from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';

export type Shape = (number | null)[];
export type Options = Readonly<Record<string, unknown>>;

/** A layer that takes one tensor and gives one. Options are those of Keras, in camel case. */
export abstract class OneInputLayer extends layers.Layer {
  protected readonly options: Options;

  constructor(options: Options = {}) {
    super(options as ConstructorParameters<typeof layers.Layer>[0]);
    this.options = options;
    this.supportsMasking = true;
  }

  protected abstract forward(x: Tensor): Tensor;

  override call(inputs: Tensor | Tensor[]): Tensor {
    return this.forward(Array.isArray(inputs) ? (inputs[0] as Tensor) : inputs);
  }

  override getConfig(): serialization.ConfigDict {
    return { ...(this.options as serialization.ConfigDict), ...super.getConfig() };
  }
}

export function optionNumber(options: Options, name: string, otherwise: number): number {
  const value = options[name];
  return typeof value === 'number' ? value : otherwise;
}

/** One number for every axis, or one number for all of them. */
export function optionNumbers(options: Options, name: string, axes: number, otherwise: number): number[] {
  const value = options[name] ?? otherwise;
  return Array.isArray(value) ? value.map(Number) : Array.from({ length: axes }, () => Number(value));
}

type LayerClass = Parameters<typeof serialization.registerClass>[0];

/** Takes the place of a built-in class of the same name, for models that are built from their files. */
export function register(...classes: readonly unknown[]): void {
  for (const each of classes) serialization.registerClass(each as LayerClass);
}
