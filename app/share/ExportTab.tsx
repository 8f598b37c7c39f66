/** Everything that leaves as a file or as text; each line is a command, so that the palette has it too. */
import { commandById, runCommand } from '#app/commands/registry.ts';
import { CopyField } from './CopyField.tsx';
import { useCommandLine } from './useCommandLine.ts';

const LINES: readonly { readonly id: string; readonly says: string }[] = [
  { id: 'export.scene', says: 'Everything the link holds, of any length. Drop it on the page to open it.' },
  { id: 'export.openScene', says: 'Opens a scene file.' },
  { id: 'export.heatmap', says: 'The open tensor in the view on show, with its scale and what leaves it.' },
  { id: 'export.graph', says: 'The network as it is drawn, corruption included.' },
  { id: 'export.goldenTensor', says: 'The open tensor without faults, the exact float32 words.' },
  { id: 'export.faultyTensor', says: 'The same with the faults.' },
  { id: 'export.input', says: 'What the model is given, the exact float32 words.' },
  { id: 'export.allTensors', says: 'Every weight and every activation, golden and faulty, with the scene.' },
];

export function ExportTab() {
  const { line, note } = useCommandLine();
  return (
    <div className="share-main">
      <ul className="export-lines">
        {LINES.map(({ id, says }) => (
          <li key={id}>
            <button
              type="button"
              className="button"
              disabled={!(commandById(id).enabled?.() ?? true)}
              onClick={() => runCommand(id)}
            >
              {commandById(id).title}
            </button>
            <span className="soft">{says}</span>
          </li>
        ))}
      </ul>
      <CopyField label="Command line" text={line} what="The command line" rows={3} />
      {note !== null && <p className="soft">{note}</p>}
    </div>
  );
}
