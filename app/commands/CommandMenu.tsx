/** The menu: every command by group, with its key; what cannot be done now is there and grey. */
import { Popover } from '#app/ui/Popover.tsx';
import { COMMAND_SECTIONS } from './commandGroups.ts';
import { Keys } from './Keys.tsx';
import { canRun, runCommand } from './registry.ts';

const ID = 'command-menu';

export function CommandMenu() {
  return (
    <Popover id={ID} label="Menu" button="Menu" buttonClass="button" title="Menu" place="head">
      <MenuList onChosen={() => document.getElementById(ID)?.hidePopover()} />
    </Popover>
  );
}

export function MenuList({ onChosen }: { readonly onChosen: () => void }) {
  return (
    <div className="menu-groups">
      {COMMAND_SECTIONS.map(({ group, commands }) => (
        <section key={group} aria-label={group}>
          <h4>{group}</h4>
          <ul>
            {commands.map((command) => (
              <li key={command.id}>
                <button
                  type="button"
                  className="button plain"
                  data-command={command.id}
                  disabled={!canRun(command)}
                  onClick={() => {
                    onChosen();
                    runCommand(command.id);
                  }}
                >
                  {command.title}
                  {command.keys[0] !== undefined && <Keys combo={command.keys[0]} />}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
