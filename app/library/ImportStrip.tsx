/** Under the head after an import: what the model was recognised as, in one line, and the way to the whole report. */

import { hideImportStrip, useImports } from '#app/state/imports.ts';
import { useLab } from '#app/state/lab.ts';
import { noteGroups } from '#engine/scene/importText.ts';
import { showImportReport } from './showImportReport.ts';

export function ImportStrip() {
  const { fresh, reports } = useImports();
  const open = useLab((state) => state.model?.modelHash);
  const report = fresh === null || fresh !== open ? undefined : reports[fresh];
  if (fresh === null || report === undefined) return null;
  const { name, summary } = report;
  const counts = noteGroups(summary.notes).map(
    ({ title, notes }) => `${title.toLowerCase()}: ${notes.length}`,
  );
  return (
    <section className="strip import-strip" aria-label="Import report">
      <p role="status">
        <strong>{name}</strong> {[`is a ${summary.recognised}`, ...counts].join(' · ')}
      </p>
      <button type="button" className="button" onClick={() => showImportReport(fresh)}>
        Import report
      </button>
      <button
        type="button"
        className="button plain icon-button"
        aria-label="Close the line on the import"
        onClick={hideImportStrip}
      >
        ×
      </button>
    </section>
  );
}
