/** The import report: what the files were recognised as, what was made of them, what the model costs, what to be careful of. */

import { copyText } from '#app/share/copyText.ts';
import { Dialog } from '#app/shell/Dialog.tsx';
import { useImports } from '#app/state/imports.ts';
import { importFacts, importText, noteGroups } from '#engine/scene/importText.ts';
import './imports.css';

export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const report = useImports(({ reports, shown }) => (shown === null ? undefined : reports[shown]));
  if (report === undefined) return null;
  const { name, summary } = report;
  return (
    <Dialog title={`Import report: ${name}`} onClose={onClose}>
      <div className="import-report">
        <dl className="import-facts">
          {importFacts(summary).map(([title, value]) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {noteGroups(summary.notes).map(({ kind, title, notes }) => (
          <section key={kind} className="import-notes" data-kind={kind}>
            <h3>{title}</h3>
            <ul>
              {notes.map(({ where, what, why }) => (
                <li key={`${where} ${what}`}>
                  {where !== null && <code>{where}</code>}
                  {what}
                  {why !== null && <span className="soft">{why}</span>}
                </li>
              ))}
            </ul>
          </section>
        ))}
        {summary.notes.length === 0 && <p className="soft">Nothing had to be rewritten.</p>}
        <p className="import-copy">
          <button
            type="button"
            className="button"
            onClick={() => void copyText(`${name}\n\n${importText(summary)}`, 'The import report')}
          >
            Copy the report
          </button>
        </p>
      </div>
    </Dialog>
  );
}
