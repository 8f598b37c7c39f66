/**
 * The range explorer: how the values of a tensor are spread, the ends of the range that they are stored in, and what that
 * costs: at once from the values, then in right answers over the gallery.
 */
import { useMemo, useState } from 'react';
import { Dialog } from '#app/shell/Dialog.tsx';
import { useGraph, useReply } from '#app/state/lab.ts';
import { useScene } from '#app/state/scene.ts';
import { useSelection } from '#app/state/selection.ts';
import type { GraphNode } from '#engine/graph/modelGraph.ts';
import { FLOAT32 } from '#engine/storage/storageSpec.ts';
import { AccuracyLine } from './AccuracyLine.tsx';
import { useMeasureProblem, useSpread } from './measured.ts';
import { RangeControls } from './RangeControls.tsx';
import { RangeCosts } from './RangeCosts.tsx';
import { RangePlot } from './RangePlot.tsx';
import { StoredFlips } from './StoredFlips.tsx';
import { allOf, formatUnder, isStorable, type Target, withFormat } from './storageEntries.ts';
import { TensorCodes } from './TensorCodes.tsx';
import { useStorageCost } from './useStorageCost.ts';
import { WordLine } from './WordLine.tsx';
import '#app/numbers/format.css';
import './range.css';

export function RangePanel({ node }: { readonly node: GraphNode }) {
  const graph = useGraph();
  const selected = useSelection((state) => state.tensor);
  const [large, setLarge] = useState(false);
  const tensors = useMemo(
    () => (graph ? [...node.parameters, ...node.outputs].filter((id) => isStorable(id, graph)) : []),
    [graph, node],
  );
  const tensor = tensors.find((id) => id === selected) ?? tensors[0];
  if (!graph || tensor === undefined)
    return <p className="soft">Nothing of this node can be stored in another format.</p>;
  if (!large) return <TensorRange key={tensor} {...{ tensor, tensors }} onEnlarge={() => setLarge(true)} />;
  return (
    <Dialog title={`Range of ${tensor}`} wide onClose={() => setLarge(false)}>
      <TensorRange key={tensor} {...{ tensor, tensors }} onEnlarge={null} />
    </Dialog>
  );
}

interface TensorRangeProps {
  readonly tensor: string;
  readonly tensors: readonly string[];
  /** Null where it is large already. */
  readonly onEnlarge: (() => void) | null;
}

function TensorRange({ tensor, tensors, onEnlarge }: TensorRangeProps) {
  const graph = useGraph();
  const storage = useScene((state) => state.scene.storage);
  const [target, setTarget] = useState<Target>('tensor');
  const isParameter = graph?.parameters[tensor] !== undefined;
  const spread = useSpread(tensor, isParameter);
  const problem = useMeasureProblem();
  const format = useMemo(
    () => (graph ? formatUnder(storage, tensor, graph) : FLOAT32),
    [storage, tensor, graph],
  );
  const report = useReply()?.storage.find((each) => each.tensor === tensor && each.format === format) ?? null;
  const { cost, problem: refusal } = useStorageCost(spread, format, report);
  if (!graph) return null;
  const change = (next: string) => {
    const { scene, setStorage } = useScene.getState();
    setStorage(withFormat(scene.storage, target === 'all' ? allOf(tensor, graph) : tensor, next, graph));
  };
  return (
    <div className="range">
      <div className="range-main">
        <div className="range-head">
          <select
            aria-label="Tensor"
            value={tensor}
            onChange={(event) => useSelection.getState().showTensor(event.target.value)}
          >
            {tensors.map((id) => (
              <option key={id} value={id}>
                {id.slice(id.lastIndexOf('/') + 1)}
              </option>
            ))}
          </select>
          <span className="soft">
            {spread ? spreadText(spread.elements, isParameter) : 'reading its values'}
          </span>
          <span className="push" />
          {format !== FLOAT32 && (
            <button type="button" className="button plain" onClick={() => change(FLOAT32)}>
              Clear
            </button>
          )}
          {onEnlarge && (
            <button type="button" className="button plain" aria-haspopup="dialog" onClick={onEnlarge}>
              Enlarge
            </button>
          )}
        </div>
        {spread && <RangePlot spread={spread} format={format} cost={cost} onChange={change} />}
        {refusal !== null && <p className="field-error">{refusal}</p>}
        <AccuracyLine />
        <RangeCosts format={format} cost={cost} report={report} />
        {problem !== null && (
          <p className="field-error" role="status">
            {problem}
          </p>
        )}
        {cost && format !== FLOAT32 && (
          <>
            <WordLine tensor={tensor} cost={cost} />
            <StoredFlips {...{ tensor, format }} cost={cost} />
          </>
        )}
      </div>
      <div className="range-side">
        <RangeControls
          {...{ format, spread, target }}
          all={allOf(tensor, graph)}
          onTarget={setTarget}
          onChange={change}
        />
        {cost && format !== FLOAT32 && <TensorCodes tensor={tensor} storage={cost.storage} />}
      </div>
    </div>
  );
}

function spreadText(elements: number, isParameter: boolean): string {
  const count = elements.toLocaleString('en-US');
  return isParameter ? `${count} values` : `${count} values over the gallery`;
}
