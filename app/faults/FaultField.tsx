/** A fault as text: checked while it is typed, added with Enter. */
import { type FormEvent, useId, useMemo, useState } from 'react';
import { useGraph } from '#app/state/lab.ts';
import { useActiveFaults, useScene } from '#app/state/scene.ts';
import { checkFaults } from './checkFaults.ts';

export function FaultField() {
  const graph = useGraph();
  const present = useActiveFaults();
  const [text, setText] = useState('');
  const id = useId();
  const storage = useScene((state) => state.scene.storage);
  const checked = useMemo(
    () => (graph ? checkFaults(text, graph, present, storage) : null),
    [text, graph, present, storage],
  );
  const tensors = useMemo(
    () => (graph ? [...Object.keys(graph.values), ...Object.keys(graph.parameters)] : []),
    [graph],
  );
  const bad = checked?.kind === 'bad';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (checked?.kind !== 'good') return;
    useScene.getState().addFault(...checked.faults);
    setText('');
  };
  return (
    <form className="fault-form" onSubmit={submit}>
      <input
        id="fault-field"
        className="fault-field mono"
        aria-label="Add a fault"
        aria-describedby={`${id}-state`}
        aria-invalid={bad}
        list={`${id}-tensors`}
        placeholder="node/tensor[0]:flip(30)"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <datalist id={`${id}-tensors`}>
        {tensors.map((tensor) => (
          <option key={tensor} value={`${tensor}[`} />
        ))}
      </datalist>
      <button type="submit" className="button" disabled={checked?.kind !== 'good'}>
        Add
      </button>
      <p id={`${id}-state`} className="fault-state" aria-live="polite" hidden={!bad}>
        {bad ? checked.message : ''}
      </p>
    </form>
  );
}
