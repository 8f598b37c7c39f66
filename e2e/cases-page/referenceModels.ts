/**
 * Bundled models that are served beside the page of cases: all but the one of ImageNet's size, on which a software adapter
 * takes minutes. Compiling shaders in software takes seconds a model.
 */
export const REFERENCE_MODELS = [
  'lenet5',
  'lenet5-tanh',
  'qkeras-digits',
  'inception-fashion',
  'fire-cifar10',
  'resnet20',
] as const;
