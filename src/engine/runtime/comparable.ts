/**
 * Questions about tensors that need not be alike: an output may hold whole numbers, and where a shape depends on data
 * (suppressed boxes) a fault may change it. Missing elements count as 0 in an observation and surplus ones not at all;
 * outputs are given whole, and a verdict sees that their lengths differ.
 */
import { add, cast, concat, reshape, slice, type Tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import type { Probe, ThumbnailPlan } from './device.ts';

/** Asks for the elements as float32 words. */
export function askWhole(probe: Probe, key: string, x: Tensor): void {
  if (x.dtype === 'float32') {
    probe.whole(key, x);
    return;
  }
  // The sum, because on cpu a cast alone leaves whole numbers in place.
  const floats = tidy(() => add(cast(x, 'float32'), 0));
  lend(floats, () => probe.whole(key, floats));
}

/** Asks for observation and picture. Nothing can be pictured of an empty tensor. */
export function askDifference(
  probe: Probe,
  key: string,
  golden: Tensor,
  faulty: Tensor,
  picture: { readonly key: string; readonly plan: ThumbnailPlan } | null,
): void {
  const ask = (same: Tensor): void => {
    probe.observe(key, golden, same);
    if (picture !== null && golden.size > 0) probe.thumbnail(picture.key, golden, same, picture.plan);
  };
  if (golden.size === faulty.size) ask(faulty);
  else lend(fitted(faulty, golden), ask);
}

/** Elements in order, cut or filled up to the size of `like`. */
export function fitted(x: Tensor, like: Tensor): Tensor {
  return tidy(() => {
    const kept = slice(reshape(x, [x.size]), [0], [Math.min(x.size, like.size)]);
    const missing = like.size - kept.size;
    return reshape(missing === 0 ? kept : concat([kept, zeros([missing])]), like.shape);
  });
}

function lend(x: Tensor, use: (x: Tensor) => void): void {
  use(x);
  x.dispose();
}
