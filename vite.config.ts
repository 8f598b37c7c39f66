/** Builds the page and its workers into dist/, for any folder of any host: all addresses are relative. */
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { firstPaintPlugin } from './tools/first-paint-plugin.mjs';
import { offlinePlugin } from './tools/offline-plugin.mjs';

/** The dev server writes inline scripts and styles; the policy stays for everything that is built. */
const policyOnlyWhenBuilt: Plugin = {
  name: 'policy-only-when-built',
  apply: 'serve',
  transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ''),
};

export default defineConfig({
  base: './',
  plugins: [react(), firstPaintPlugin(), offlinePlugin(), policyOnlyWhenBuilt],
  worker: { format: 'es', rolldownOptions: { checks: { pluginTimings: false } } },
  build: {
    target: 'es2022',
    manifest: true,
    // The policy allows no fonts or scripts as data: addresses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    // The first paint is computed while the page is built: that takes as long as it takes.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
