/** The head: what is open, how it runs, and the few doors out of the page's centre. */
import { CommandMenu } from '#app/commands/CommandMenu.tsx';
import { Keys } from '#app/commands/Keys.tsx';
import { commandById, runCommand } from '#app/commands/registry.ts';
import { useLab } from '#app/state/lab.ts';
import { formatCount } from '#app/ui/formatNumber.ts';
import { RunState } from './RunState.tsx';
import { ThemeButton } from './ThemeButton.tsx';

export function Head() {
  const card = useLab((state) => state.model?.card ?? null);
  return (
    <header className="head">
      <h1 className="brand">Bitflip Lab</h1>
      {card && (
        <>
          <button
            type="button"
            className="button model-button"
            aria-haspopup="dialog"
            title="Choose a model (M)"
            onClick={() => runCommand('library.open')}
          >
            <span className="model-name">{card.name}</span> <span aria-hidden="true">▾</span>
          </button>
          <p className="model-note soft">
            {formatCount(card.parameters)} parameters
            {card.accuracy !== null && ` · ${(card.accuracy * 100).toFixed(1)} % on held-out data`}
          </p>
        </>
      )}
      <div className="head-end">
        <RunState />
        <button
          type="button"
          className="button head-share"
          aria-haspopup="dialog"
          onClick={() => runCommand('share.open')}
          title="Share this scene (S)"
        >
          Share
        </button>
        <CommandMenu />
        <button type="button" className="button head-commands" onClick={() => runCommand('page.palette')}>
          Commands <Keys combo={commandById('page.palette').keys[0] ?? ''} />
        </button>
        <ThemeButton />
        <button
          type="button"
          className="button icon-button head-help"
          aria-label="Keys and help"
          title="Keys and help (?)"
          onClick={() => runCommand('page.help')}
        >
          ?
        </button>
      </div>
    </header>
  );
}
