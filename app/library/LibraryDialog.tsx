/** The models on the shelf: what each is, what it teaches, and three faults to begin with. Choosing one opens it. */
import { useEffect, useState } from 'react';
import { Dialog } from '#app/shell/Dialog.tsx';
import { useLab } from '#app/state/lab.ts';
import { ModelCard } from './ModelCard.tsx';
import { readShelf, type ShelfEntry, useShelf } from './modelShelf.ts';
import { OwnData } from './OwnData.tsx';
import { OwnModels } from './OwnModels.tsx';
import { useKept } from './useKept.ts';
import './library.css';
import './own.css';

/** From here on it is quicker to type. */
const MANY = 8;

export function LibraryDialog({ onClose }: { readonly onClose: () => void }) {
  const entries = useShelf((state) => state.entries);
  const open = useLab((state) => state.model?.card.id);
  const [asked, setAsked] = useState('');
  useEffect(() => void readShelf(), []);
  const kept = useKept();
  const found = entries.filter((entry) => matches(entry, asked));
  return (
    <Dialog title="Models" onClose={onClose} wide>
      {entries.length > MANY && (
        <input
          type="search"
          className="library-search"
          placeholder="Find a model"
          aria-label="Find a model"
          value={asked}
          onChange={(event) => setAsked(event.target.value)}
        />
      )}
      <ul className="library">
        {found.map((entry) => (
          <ModelCard
            key={entry.id}
            entry={entry}
            isOpen={entry.id === open}
            isKept={kept.has(entry.id)}
            onChosen={onClose}
          />
        ))}
      </ul>
      <OwnModels onChosen={onClose} />
      <OwnData onChosen={onClose} />
      <p className="soft" role="status">
        {found.length === 0 ? `No model is called or does "${asked}".` : ''}
      </p>
    </Dialog>
  );
}

/** Every word asked for stands somewhere on the card. */
export function matches(entry: ShelfEntry, asked: string): boolean {
  const card = [entry.name, entry.task, entry.structure, entry.teaches, entry.data].join(' ').toLowerCase();
  return asked
    .toLowerCase()
    .split(/\s+/)
    .every((word) => card.includes(word));
}
