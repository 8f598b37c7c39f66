/** Rejects when a worker's script fails; never resolves. */
export function watchError(worker: Worker): Promise<never> {
  const failure = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) =>
      reject(new Error(`The worker stopped: ${message || 'its script could not be loaded'}.`)),
    );
  });
  // Nobody may be asking at that moment.
  failure.catch(() => undefined);
  return failure;
}
