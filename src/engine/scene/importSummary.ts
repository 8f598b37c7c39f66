/** The import report: what a model was recognised as, what was made of it, what it costs and what to be careful of. */
import type { ModelGraph } from '../graph/modelGraph.ts';
import { type SiteCounts, siteCounts } from '../graph/siteCounts.ts';
import type { ImportNote } from '../io/importReport.ts';
import { DEFAULT_BUDGET_BYTES } from '../runtime/laboratory.ts';
import { type ModelCost, modelCost } from '../runtime/modelLimits.ts';
import { importWarnings } from './importWarnings.ts';
import type { OpenedFiles } from './openModel.ts';
import type { ReferenceCheck } from './referencePairs.ts';

export interface ImportSummary {
  /** `Keras 3.15.1 archive`. */
  readonly recognised: string;
  /** 64 hexadecimal digits. */
  readonly id: string;
  readonly format: ModelGraph['format'];
  readonly nodes: number;
  readonly parameters: number;
  readonly sites: SiteCounts;
  readonly cost: ModelCost;
  /** Of values, golden and faulty together, that are kept; what is beyond is computed again. */
  readonly budgetBytes: number;
  readonly notes: readonly ImportNote[];
  /** Null where no reference pairs lie beside the model. */
  readonly references: ReferenceCheck | null;
}

export function importSummary(
  opened: Pick<OpenedFiles, 'recognised' | 'id' | 'notes' | 'files'>,
  graph: ModelGraph,
  references: ReferenceCheck | null,
): ImportSummary {
  const warnings = importWarnings(graph, opened.files);
  const wrong =
    references === null || references.worst <= references.tolerance
      ? []
      : [
          {
            kind: 'warning' as const,
            what: 'The model does not answer its reference inputs as the files beside it say.',
            where: null,
            why: 'A layer may be computed otherwise here, or the references belong to another model.',
          },
        ];
  return {
    recognised: opened.recognised,
    id: opened.id,
    format: graph.format,
    nodes: graph.nodes.length,
    parameters: Object.values(graph.parameters).reduce((sum, { count }) => sum + count, 0),
    sites: siteCounts(graph),
    cost: modelCost(graph),
    budgetBytes: DEFAULT_BUDGET_BYTES,
    notes: [...wrong, ...opened.notes, ...warnings],
    references,
  };
}
