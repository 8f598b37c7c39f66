/** Import reports of the models that were opened here, by the first 12 digits of their ids; which one is told of. */
import { create } from 'zustand';
import type { ImportSummary } from '#workers/labApi.ts';

export interface ImportReport {
  readonly name: string;
  readonly summary: ImportSummary;
}

export interface ImportsState {
  readonly reports: Readonly<Record<string, ImportReport>>;
  /** Told of in the strip under the head; null when the person has seen it. */
  readonly fresh: string | null;
  /** Shown in the dialog. */
  readonly shown: string | null;
}

export const useImports = create<ImportsState>(() => ({ reports: {}, fresh: null, shown: null }));

export function rememberImport(name: string, summary: ImportSummary): void {
  const id = summary.id.slice(0, 12);
  useImports.setState(({ reports }) => ({ reports: { ...reports, [id]: { name, summary } } }));
}

/** A model was just imported: its report is offered. */
export const tellOfImport = (id: string): void => useImports.setState({ fresh: id });
export const hideImportStrip = (): void => useImports.setState({ fresh: null });
