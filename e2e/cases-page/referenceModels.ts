/** Bundled models that are served beside the page of cases. Compiling shaders in software takes seconds a model. */
export const REFERENCE_MODELS = ['lenet5', 'lenet5-tanh', 'qkeras-digits', 'inception-fashion'] as const;
