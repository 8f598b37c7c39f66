/** Every scene of the history in plain words, the newest first; a press goes to it, and nothing is lost on the way. */
import { useScene } from '#app/state/scene.ts';
import { sceneStep } from './sceneStep.ts';

export function HistoryList() {
  const { past, scene, future, jump } = useScene();
  const scenes = [...past, scene, ...future];
  return (
    <ol className="history" aria-label="History, the newest first" reversed>
      {scenes
        .map((each, position) => ({ each, position }))
        .toReversed()
        .map(({ each, position }) => (
          <li key={position}>
            <button
              type="button"
              className="button plain"
              aria-current={position === past.length}
              data-undone={position > past.length}
              onClick={() => jump(position)}
            >
              <span className="history-words">{sceneStep(scenes[position - 1] ?? null, each)}</span>
              {position === past.length && <span className="soft">now</span>}
              {position > past.length && <span className="soft">undone</span>}
            </button>
          </li>
        ))}
    </ol>
  );
}
