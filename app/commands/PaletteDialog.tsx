/** Every command by name: type to narrow, arrows to choose, Enter to run (combobox with a list box). */
import { type KeyboardEvent, useId, useState } from 'react';
import { Dialog } from '#app/shell/Dialog.tsx';
import type { Command } from './command.ts';
import { Keys } from './Keys.tsx';
import { matchCommands } from './matchCommands.ts';
import { COMMANDS, canRun, runCommand } from './registry.ts';

export function PaletteDialog({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const found = matchCommands(COMMANDS, text);
  const current = Math.min(at, found.length - 1);
  const run = (command: Command) => {
    onClose();
    runCommand(command.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const command = found[current];
    if (step !== 0 && found.length > 0) setAt((current + step + found.length) % found.length);
    else if (event.key === 'Enter' && command) run(command);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Commands" onClose={onClose} plain>
      <input
        className="palette-field"
        role="combobox"
        aria-label="Find a command"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found[current] ? `${id}-${found[current].id}` : undefined}
        placeholder="Find a command"
        autoFocus
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className="palette-list" role="listbox" id={`${id}-list`} aria-label="Commands">
        {found.map((command, i) => (
          <div
            key={command.id}
            id={`${id}-${command.id}`}
            className="palette-command"
            role="option"
            tabIndex={-1}
            aria-selected={i === current}
            data-command={command.id}
            aria-disabled={!canRun(command)}
            onPointerMove={() => setAt(i)}
            onClick={() => run(command)}
            onKeyDown={onKeyDown}
          >
            <span className="palette-group">{command.group}</span>
            <span>{command.title}</span>
            {command.keys[0] !== undefined && <Keys combo={command.keys[0]} />}
          </div>
        ))}
        {found.length === 0 && <p className="palette-none">No command is called “{text}”.</p>}
      </div>
    </Dialog>
  );
}
