/** What can be done with a kept model: read its import report, have its files back, forget it. */
import { rememberImport, useImports } from '#app/state/imports.ts';
import { exportOwnModel } from './exportOwnModel.ts';
import { forgetOwnModel, type OwnModel } from './ownModels.ts';
import { showImportReport } from './showImportReport.ts';

export function OwnModelActions({ model }: { readonly model: OwnModel }) {
  const { id, name } = model;
  const known = useImports(({ reports }) => reports[id]?.summary) ?? model.summary;
  return (
    <span className="own-actions">
      {known !== undefined && (
        <button
          type="button"
          className="button plain"
          aria-label={`Import report of ${name}`}
          onClick={() => {
            rememberImport(name, known);
            showImportReport(id);
          }}
        >
          Report
        </button>
      )}
      <button
        type="button"
        className="button plain"
        aria-label={`Export the files of ${name}`}
        onClick={() => void exportOwnModel(model)}
      >
        Export
      </button>
      <button
        type="button"
        className="button plain"
        aria-label={`Forget ${name}`}
        onClick={() => void forgetOwnModel(id)}
      >
        Forget
      </button>
    </span>
  );
}
