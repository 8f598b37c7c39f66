// @ts-check
/**
 * What the lab may load: itself, and nothing from elsewhere. A worker is bound by the header of its own script, not by
 * the page's meta tag, so the server sends this with every response. index.html repeats it as a meta tag for hosts that
 * set no headers (a meta tag cannot say frame-ancestors), public/_headers for hosts that read such a file; a test holds
 * the three together. `'wasm-unsafe-eval'` compiles WebAssembly and allows no eval.
 */

const DIRECTIVES = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

export const META_POLICY = DIRECTIVES.join('; ');

/** Any page may embed the lab. */
export const HEADER_POLICY = `${META_POLICY}; frame-ancestors *`;
