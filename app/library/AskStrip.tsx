/** Under the head while a link waits for the files of its model. */
import { askNoMore, useAskedModel } from './askForModel.ts';
import { pickFiles } from './givenFiles.ts';
import { openOwnFiles } from './openOwnModel.ts';

export function AskStrip() {
  const asked = useAskedModel((state) => state.asked);
  if (asked === null) return null;
  return (
    <section className="strip import-strip" aria-label="A link waits for its model">
      <p role="status">
        The link is for a model of somebody's own, <code>{asked.id}</code>, which this browser does not keep.
        Drop its files here and the link is played.
      </p>
      <button
        type="button"
        className="button"
        onClick={() => pickFiles('files', (files) => void openOwnFiles(files))}
      >
        Choose files
      </button>
      <button type="button" className="button plain" onClick={askNoMore}>
        Not now
      </button>
    </section>
  );
}
