/** Made at each build by tools/first-paint-plugin.mjs; read with `readFirstPaint`. */
declare module 'virtual:first-paint' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: a module that is one text
  export default text;
}
