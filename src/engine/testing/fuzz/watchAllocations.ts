/**
 * Every typed array and buffer from now on is counted before it is made: a request beyond the limit is remembered, and
 * refused as the platform refuses what it has no room for. Memory that nobody touches shows nowhere else.
 */
let largestBytes = 0;

/** The largest request since the last call. */
export function largestRequest(): number {
  const found = largestBytes;
  largestBytes = 0;
  return found;
}

type Constructor = new (...values: never[]) => object;

export function watchAllocations(limitBytes: number): void {
  const scope = globalThis as unknown as Record<
    string,
    Constructor & { readonly BYTES_PER_ELEMENT?: number }
  >;
  for (const name of [
    'ArrayBuffer',
    'Uint8Array',
    'Int8Array',
    'Uint16Array',
    'Int32Array',
    'Uint32Array',
    'Float32Array',
    'Float64Array',
  ]) {
    const real = scope[name] as Constructor & { readonly BYTES_PER_ELEMENT?: number };
    const watched: Constructor = new Proxy(real, {
      construct(target, values: unknown[], newTarget) {
        const [count] = values;
        if (typeof count === 'number') {
          const bytes = count * (real.BYTES_PER_ELEMENT ?? 1);
          if (bytes > largestBytes) largestBytes = bytes;
          if (bytes > limitBytes) throw new RangeError(`${bytes} bytes at once`);
        }
        return Reflect.construct(target, values, newTarget === watched ? target : newTarget) as object;
      },
    });
    scope[name] = watched;
  }
}
