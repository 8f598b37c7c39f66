/** Writes docs/layers.md from a run of the model zoos: `node tools/layer-table.mjs`. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'vite';

const server = await createServer({
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true },
});
const { measuredLayerTable } = await server.ssrLoadModule('/src/engine/testing/writeLayerTable.ts');
writeFileSync('docs/layers.md', await measuredLayerTable());
await server.close();
process.exit(0);
