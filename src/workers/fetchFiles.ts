/** Files of a model's folder over the network, counted as they come, given up at once when told so. */
import { LabError } from '#engine/labError.ts';
import type { ReadFile } from '#engine/scene/openModel.ts';

/** `baseUrl` ends with `/`. `onBytes` hears how many bytes have come in all. */
export function fetchFiles(
  baseUrl: URL,
  signal: AbortSignal | null = null,
  onBytes: (received: number) => void = () => undefined,
): ReadFile {
  let receivedBytes = 0;
  return async (path) => {
    const response = await fetch(new URL(path, baseUrl), { signal });
    // A static host may answer a missing file with its index page.
    if (response.status === 404 || response.headers.get('content-type')?.includes('text/html')) return null;
    if (!response.ok)
      throw new LabError(
        'bad-file',
        `${path} could not be fetched: the server answered ${response.status}.`,
        { path },
      );
    const chunks: Uint8Array[] = [];
    const body = response.body?.getReader();
    for (;;) {
      const { value } = (await body?.read()) ?? {};
      if (value === undefined) return joined(chunks);
      chunks.push(value);
      receivedBytes += value.length;
      onBytes(receivedBytes);
    }
  };
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
