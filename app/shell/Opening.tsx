/** What stands in the middle while the model opens, or when it cannot be opened. */
import { useLab } from '#app/state/lab.ts';
import { useOpenModel } from '#app/state/openModel.ts';
import { StartDoors } from './StartDoors.tsx';

export function Opening() {
  const status = useLab((state) => state.status);
  const message = useOpenModel(({ entry, opening }) =>
    entry ? 'Running the first picture' : (opening?.progress?.message ?? 'Starting'),
  );
  if (status.kind === 'failed') {
    return (
      <div className="opening" role="alert">
        <h2>The lab could not start</h2>
        <p>{status.message}</p>
        <StartDoors />
      </div>
    );
  }
  return (
    <div className="opening" role="status">
      <div className="opening-bits" aria-hidden="true">
        {Array.from('0101100110', (digit, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an ornament that never changes
          <span key={i}>{digit}</span>
        ))}
      </div>
      <p>{message} …</p>
    </div>
  );
}
