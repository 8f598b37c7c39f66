/**
 * The page of numbers: how one number, and a small tensor, is kept in a format, and what becomes of it when bits flip.
 * Needs no model and no worker. Everything on it is in the address.
 */
import { useEffect, useMemo } from 'react';
import { CodeTable } from './CodeTable.tsx';
import { FormatComparison } from './FormatComparison.tsx';
import { FormatPart } from './FormatPart.tsx';
import { NotebookSteps } from './NotebookSteps.tsx';
import { NumbersHead } from './NumbersHead.tsx';
import { followNumbersAddress, useNumbers } from './numbersStore.ts';
import { numbersView } from './numbersView.ts';
import { Presets } from './Presets.tsx';
import { TensorPart } from './TensorPart.tsx';
import { ValuePart } from './ValuePart.tsx';
import { WordPart } from './WordPart.tsx';
import '#app/bits/bits.css';
import '#app/ui/ui.css';
import './format.css';
import './numbers.css';
import './tensor.css';

export function NumbersPage() {
  useEffect(followNumbersAddress, []);
  useEffect(() => {
    const before = document.title;
    document.title = 'Numbers · Bitflip Lab';
    return () => {
      document.title = before;
    };
  }, []);
  const scene = useNumbers((state) => state.scene);
  const problems = useNumbers((state) => state.problems);
  const view = useMemo(() => numbersView(scene), [scene]);
  return (
    <div className="numbers">
      <NumbersHead />
      <main className="numbers-page">
        <Presets />
        {problems.map((problem) => (
          <p key={problem} className="numbers-problem" role="status">
            {problem}
          </p>
        ))}
        <div className="numbers-column wide">
          {'words' in view ? (
            <>
              <ValuePart scene={scene} view={view} />
              <TensorPart scene={scene} view={view} />
            </>
          ) : (
            <p className="numbers-problem" role="status">
              {view.problem}
            </p>
          )}
        </div>
        <div className="numbers-column">
          <FormatPart scene={scene} view={view} />
          {'words' in view && (
            <>
              <WordPart scene={scene} view={view} />
              <CodeTable scene={scene} view={view} />
            </>
          )}
        </div>
        {'words' in view && <FormatComparison scene={scene} />}
        <NotebookSteps />
      </main>
    </div>
  );
}
