/** Builds the command line into dist-cli/. Packages stay in node_modules; chunks lie beside main.js. */
import { defineConfig } from 'vite';

export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'dist-cli',
    target: 'node20',
    rollupOptions: {
      // Worker threads of `bitflip campaign` start from a file of their own.
      input: { main: 'src/cli/main.ts', campaignWorker: 'src/cli/campaign/campaignWorker.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
