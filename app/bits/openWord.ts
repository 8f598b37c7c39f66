/**
 * The word of the chosen element: golden, without its own flips, and as it is now. Flips show at once: the word is the
 * last reply's, with that scene's own flips undone and the present ones done. Everything else waits for the engine.
 */
import { useMemo } from 'react';
import { useActiveFaults } from '#app/state/scene.ts';
import { wordsOf } from '#app/ui/paint.ts';
import { useOpenTensor } from '../layer/openTensor.ts';
import { coordinatesOf } from '../layer/tensorCuts.ts';
import { withFlips } from './bitRow.ts';
import { faultsOfRevision } from './faultsOfRevision.ts';
import { type SiteFaults, siteFaults } from './siteFaults.ts';

export interface OpenWord {
  readonly tensor: string;
  readonly site: number;
  /** `0,2,1,5` */
  readonly indexText: string;
  readonly isParameter: boolean;
  /** Unsigned float32 words. */
  readonly golden: number;
  readonly base: number;
  readonly faulty: number;
  readonly faults: SiteFaults;
  /** The word of a tensor that is being replaced: to be seen, not to be touched. */
  readonly stale: boolean;
}

export function useOpenWord(): OpenWord | null {
  const open = useOpenTensor();
  const { reply, site = 0, isParameter = false, stale = false } = open ?? {};
  const sceneFaults = useActiveFaults();
  return useMemo(() => {
    if (!reply) return null;
    const { tensor, shape } = reply;
    const coordinates = coordinatesOf(shape, site);
    const then = siteFaults(faultsOfRevision(reply.revision), tensor, coordinates, site);
    const now = siteFaults(sceneFaults, tensor, coordinates, site);
    const base = withFlips(wordsOf(reply.faulty)[site] as number, then.flips);
    return {
      tensor,
      site,
      indexText: coordinates.join(','),
      isParameter,
      golden: wordsOf(reply.golden)[site] as number,
      base,
      faulty: withFlips(base, now.flips),
      faults: now,
      stale,
    };
  }, [reply, site, isParameter, stale, sceneFaults]);
}
