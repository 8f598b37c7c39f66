// @ts-check
/**
 * Compiles kernels/sparse.ts (AssemblyScript) and writes src/engine/runtime/host/sparseBytes.ts, which holds the bytes.
 * Run it after a change of the kernels; a test says when it was forgotten.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import asc from 'assemblyscript/asc';
import { ROOT } from './child.mjs';

export const SPARSE_BYTES = path.join(ROOT, 'src', 'engine', 'runtime', 'host', 'sparseBytes.ts');

/** Text of the TypeScript file. Throws with what the compiler says. */
export async function sparseBytes() {
  /** @type {Uint8Array | null} */
  let bytes = null;
  const { error, stderr } = await asc.main(
    [
      'sparse.ts',
      ...['--outFile', 'sparse.wasm'],
      ...['-O3', '--runtime', 'stub', '--enable', 'simd', '--importMemory', '--noExportMemory'],
    ],
    {
      readFile: (name) =>
        name === 'sparse.ts' ? readFileSync(path.join(ROOT, 'kernels', name), 'utf8') : null,
      writeFile: (_, contents) => {
        bytes = /** @type {Uint8Array} */ (contents);
      },
      listFiles: () => [],
    },
  );
  if (error || bytes === null) throw new Error(String(stderr));
  return `/** kernels/sparse.ts compiled by tools/kernels.mjs, which wrote this file. */
export const SPARSE_BYTES =
  '${Buffer.from(bytes).toString('hex')}';
`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  writeFileSync(SPARSE_BYTES, await sparseBytes());
