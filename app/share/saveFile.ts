/** Hands bytes to the browser as a download. */

export function saveFile(name: string, parts: readonly BlobPart[], mediaType: string): void {
  const url = URL.createObjectURL(new Blob([...parts], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun; the bytes may go a little later.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** `lenet5-conv2d_1-kernel-difference.png`: names that every file system takes. */
export function fileName(parts: readonly string[], extension: string): string {
  const name = parts
    .map((part) => part.replaceAll(/[^\w.-]+/g, '-').replaceAll(/^-+|-+$/g, ''))
    .filter((part) => part !== '')
    .join('-');
  return `${name.slice(0, 120)}.${extension}`;
}
