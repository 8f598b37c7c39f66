/** What the lab is for in three sentences, and every command with its keys. */
import { Dialog } from '#app/shell/Dialog.tsx';
import { COMMAND_SECTIONS } from './commandGroups.ts';
import { Keys } from './Keys.tsx';

export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keys and help" onClose={onClose}>
      <div className="help">
        <p>
          Open a layer, choose a pixel or a weight, click one of its bits: the network runs again at once, and
          what the fault has reached turns red. Grey is golden, the run without faults. Everything runs in
          this tab; nothing leaves your device, and the address holds the whole scene.
        </p>
        <div className="help-groups">
          {COMMAND_SECTIONS.map(({ group, commands }) => (
            <section key={group} aria-label={group}>
              <h3 className="panel-title">{group}</h3>
              <dl>
                {commands.map((command) => (
                  <div key={command.id} data-command={command.id}>
                    <dt>{command.title}</dt>
                    <dd>
                      {command.keys.map((combo) => (
                        <Keys key={combo} combo={combo} />
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
          <section aria-label="In grids and bits">
            <h3 className="panel-title">In pictures and bits</h3>
            <dl>
              <div>
                <dt>Move the cursor</dt>
                <dd>
                  <kbd>←</kbd> <kbd>↑</kbd> <kbd>→</kbd> <kbd>↓</kbd>
                </dd>
              </div>
              <div>
                <dt>Next channel, filter or row</dt>
                <dd>
                  <kbd>PgDn</kbd>
                </dd>
              </div>
              <div>
                <dt>Next changed element</dt>
                <dd>
                  <kbd>.</kbd>
                </dd>
              </div>
              <div>
                <dt>Flip the bit</dt>
                <dd>
                  <kbd>Space</kbd>
                </dd>
              </div>
            </dl>
          </section>
        </div>
      </div>
    </Dialog>
  );
}
