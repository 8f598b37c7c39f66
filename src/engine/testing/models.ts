/** The test models of both formats, by structure. */
export { disposeWeights, layersTestModels } from './layersModels.ts';
export type { SampleInput, TestModel } from './testModel.ts';
