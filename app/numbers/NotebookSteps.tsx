/** The FKeras notebook as a list of places on this page; the one that is shown is marked. */
import { useId } from 'react';
import { NOTEBOOK_STEPS } from './notebookSteps.ts';
import { printNumbersAddress } from './numbersAddress.ts';
import { useNumbers } from './numbersStore.ts';

export function NotebookSteps() {
  const id = useId();
  const here = useNumbers((state) => printNumbersAddress(state.scene));
  return (
    <section className="part area-notebook" aria-labelledby={id}>
      <h2 className="panel-title" id={id}>
        The FKeras notebook, cell by cell
      </h2>
      <ol className="notebook">
        {NOTEBOOK_STEPS.map(({ title, says, scene, stale }) => {
          const address = printNumbersAddress(scene);
          return (
            <li key={title}>
              <a href={address} aria-current={address === here ? 'step' : undefined}>
                {title}
              </a>{' '}
              <span className="soft">{says}</span>
              {stale !== undefined && <p className="stale-cell">Stale: {stale}</p>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
