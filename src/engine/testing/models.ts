/** The test models of both formats, by structure. */
export type { GraphArtifacts } from './graphDefBuilder.ts';
export { graphTestModels } from './graphModels.ts';
export { disposeWeights, layersTestModels } from './layersModels.ts';
export type { SampleInput, TestModel } from './testModel.ts';
