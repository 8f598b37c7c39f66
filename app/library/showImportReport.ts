/** Opens the import report of a model that was imported, now or before. */
import { openDialog } from '#app/shell/dialogs.ts';
import { hideImportStrip, useImports } from '#app/state/imports.ts';

export function showImportReport(id: string): void {
  hideImportStrip();
  useImports.setState({ shown: id });
  openDialog('import-report');
}
