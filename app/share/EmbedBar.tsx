/** The foot of an embedded lab: what this is, which faults are in it, and the way to the whole lab in a page of its own. */
import { useEffect, useState } from 'react';
import { useDisplay } from '#app/state/display.ts';
import { useFaultDraw } from '#app/state/faultDraw.ts';
import { useLab } from '#app/state/lab.ts';
import { useActiveFaults, useScene } from '#app/state/scene.ts';
import { useSelection } from '#app/state/selection.ts';
import { sceneLink } from './sceneLink.ts';
import './embed.css';

export function EmbedBar() {
  const name = useLab((state) => state.model?.card.name ?? '');
  const faults = useActiveFaults();
  useSleep();
  const link = useLabLink();
  return (
    <footer className="embed-bar">
      <strong>Bitflip Lab</strong>
      <span className="soft">{name}</span>
      <span className="embed-faults mono" title={faults.join(' ; ')}>
        {faults.join(' ; ')}
      </span>
      <a className="button" href={link} target="_blank" rel="noopener">
        Open in the lab <span aria-hidden="true">↗</span>
      </a>
    </footer>
  );
}

/** The whole lab with what is on the screen now. */
function useLabLink(): string {
  useScene();
  useSelection();
  useFaultDraw();
  const hidden = useDisplay((state) => state.hidden);
  return sceneLink({ embed: null, hidden });
}

/** Until it is pressed or focused, the frame leaves the wheel to the page around it. */
function useSleep(): void {
  const [asleep, setAsleep] = useState(true);
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (!asleep) return;
    const wake = () => setAsleep(false);
    const passOn = (event: WheelEvent) => event.stopImmediatePropagation();
    dataset['asleep'] = '';
    window.addEventListener('pointerdown', wake, true);
    window.addEventListener('focusin', wake, true);
    window.addEventListener('wheel', passOn, { capture: true, passive: true });
    return () => {
      delete dataset['asleep'];
      window.removeEventListener('pointerdown', wake, true);
      window.removeEventListener('focusin', wake, true);
      window.removeEventListener('wheel', passOn, true);
    };
  }, [asleep]);
}
