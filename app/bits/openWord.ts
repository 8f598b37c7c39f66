/**
 * The word of the chosen element: golden, without its own flips, and as it is now. Flips show at once: the word is the
 * last reply's, with that scene's own flips undone and the present ones done. Everything else waits for the engine.
 */
import { useMemo } from 'react';
import { withFlippedBit } from '#app/state/flipFault.ts';
import type { FlipsQuestion } from '#app/state/flips.ts';
import { activeFaults, useScene } from '#app/state/scene.ts';
import { coordinatesOf } from '../layer/latticeCells.ts';
import { useOpenTensor } from '../layer/openTensor.ts';
import { withFlips } from './bitRow.ts';
import { faultsOfRevision } from './faultsOfRevision.ts';
import { type SiteFaults, siteFaults } from './siteFaults.ts';
import type { WordModel } from './wordModel.ts';

export interface OpenWord {
  readonly tensor: string;
  readonly site: number;
  /** `0,2,1,5` */
  readonly indexText: string;
  readonly isParameter: boolean;
  readonly model: WordModel;
  /** Unsigned words of the tensor's format. */
  readonly golden: number;
  readonly base: number;
  readonly faulty: number;
  readonly faults: SiteFaults;
  /** What its flips do to the prediction. */
  readonly question: FlipsQuestion;
  /** The word of a tensor that is being replaced: to be seen, not to be touched. */
  readonly stale: boolean;
}

export function useOpenWord(): OpenWord | null {
  const open = useOpenTensor();
  const { reply, words, site = 0, isParameter = false, stale = false } = open ?? {};
  const scene = useScene((state) => state.scene);
  return useMemo(() => {
    if (!reply || !words) return null;
    const { tensor, shape } = reply;
    const coordinates = coordinatesOf(shape, site);
    const then = siteFaults(faultsOfRevision(reply.revision), tensor, coordinates, site);
    const now = siteFaults(activeFaults(scene), tensor, coordinates, site);
    const base = withFlips(words.faulty[site] as number, then.flips);
    const indexText = coordinates.join(',');
    const model = words.modelAt(site);
    const faults = [...now.flips].reduce(
      (list, bitIndex) => withFlippedBit(list, `${tensor}[${indexText}]`, bitIndex),
      scene.faults,
    );
    return {
      tensor,
      site,
      indexText,
      isParameter,
      model,
      golden: words.golden[site] as number,
      base,
      faulty: withFlips(base, now.flips),
      faults: now,
      question: { scene: { ...scene, faults }, tensor, index: site, width: model.width },
      stale,
    };
  }, [reply, words, site, isParameter, stale, scene]);
}
