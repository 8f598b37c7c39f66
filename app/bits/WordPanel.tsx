/** The word panel: the word of the chosen element, edited through the scene's fault list. */

import { useScene } from '#app/state/scene.ts';
import { useSelection } from '#app/state/selection.ts';
import { useTellWord } from './currentWord.ts';
import { flipBits, setWord } from './editWord.ts';
import { useOpenWord } from './openWord.ts';
import { WordEditor } from './WordEditor.tsx';
import './bits.css';
import '#app/ui/ui.css';

export function WordPanel() {
  const word = useOpenWord();
  useTellWord(word?.stale ? null : word);
  if (!word) return null;
  const { tensor, site, indexText, faults } = word;
  const pin = () => useSelection.getState().pickSite(tensor, site);
  return (
    <section className={word.stale ? 'word-panel stale' : 'word-panel'} aria-label="Word" inert={word.stale}>
      <div className="word-head">
        <h2>Word</h2>
        <span className="word-site">
          {tensor}[{indexText}]
        </span>
        <span className="word-format">{word.model.name}</span>
      </div>
      {faults.own.map((fault) => (
        <OwnFault key={fault} fault={fault} />
      ))}
      {faults.wider.length > 0 && (
        <p className="word-fault">
          Also hit by <code>{faults.wider.join(' ; ')}</code>
        </p>
      )}
      <WordEditor
        key={`${tensor}[${indexText}]`}
        model={word.model}
        golden={word.golden}
        base={word.base}
        faulty={word.faulty}
        flips={faults.flips}
        question={word.question}
        onFlip={(bits) => {
          pin();
          flipBits(word, bits);
        }}
        onSet={(next) => {
          pin();
          setWord(word, next);
        }}
        onStroke={(part) => {
          const { beginStroke, endStroke, stroke } = useScene.getState();
          if (part === 'end') endStroke();
          else if (stroke === 'none') beginStroke();
        }}
      />
    </section>
  );
}

/** A fault on this word that is not a flip: what it is, and a way out. */
function OwnFault({ fault }: { readonly fault: string }) {
  const remove = () => {
    const { scene, removeFault } = useScene.getState();
    removeFault(scene.faults.findIndex(({ text, on }) => on && text === fault));
  };
  return (
    <p className="word-fault">
      <code>{fault.slice(fault.lastIndexOf(']:') + 2)}</code>
      <button type="button" onClick={remove} aria-label={`Remove ${fault}`}>
        Remove
      </button>
    </p>
  );
}
