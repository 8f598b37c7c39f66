/**
 * Comparisons of the tensors on show, each made once and shared by panel and word editor. A small tensor is compared at
 * once; a large one in slices between which the page can answer, and until then there is none. The newest wins.
 */
import { useEffect } from 'react';
import { create } from 'zustand';
import type { Domain } from '#app/ui/paint.ts';
import { breath } from '#app/ui/slices.ts';
import type { TensorReply } from '#workers/labApi.ts';
import { type Comparison, compare, comparing } from './comparison.ts';

/** Elements that are compared within a few milliseconds. */
const AT_ONCE = 1 << 16;
const SLICE_MS = 6;

/** By reply, then by the scale they share with the net (`''`: their own). */
const made = new WeakMap<TensorReply, Map<string, Comparison>>();
/** Counts up when a comparison that took a while is there. */
const useArrivals = create(() => ({ count: 0 }));
let newest: string | null = null;

/** Null while it is being made. */
export function useComparison(reply: TensorReply | null, net: Domain | null): Comparison | null {
  useArrivals();
  const known = reply && comparisonOf(reply, net);
  const missing = reply !== null && known === null;
  useEffect(() => {
    if (missing && reply) void prepare(reply, net);
  }, [missing, reply, net]);
  return known;
}

function comparisonOf(reply: TensorReply, net: Domain | null): Comparison | null {
  const known = made.get(reply)?.get(keyOf(net));
  if (known || reply.golden.length > AT_ONCE) return known ?? null;
  return keep(reply, net, compare(reply.golden, reply.faulty, net));
}

async function prepare(reply: TensorReply, net: Domain | null): Promise<void> {
  const own = `${reply.tensor} ${reply.revision} ${keyOf(net)}`;
  if (newest === own) return;
  newest = own;
  const work = comparing(reply.golden, reply.faulty, net);
  let sliceStart = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (newest !== own) return;
    if (done) {
      keep(reply, net, value);
      newest = null;
      useArrivals.setState(({ count }) => ({ count: count + 1 }));
      return;
    }
    if (performance.now() - sliceStart < SLICE_MS) continue;
    await breath();
    sliceStart = performance.now();
  }
}

function keep(reply: TensorReply, net: Domain | null, comparison: Comparison): Comparison {
  const scales = made.get(reply) ?? new Map<string, Comparison>();
  // One scale at a time: each holds three bytes an element.
  scales.clear();
  scales.set(keyOf(net), comparison);
  made.set(reply, scales);
  return comparison;
}

const keyOf = (net: Domain | null): string => (net === null ? '' : `${net.lo} ${net.hi}`);
