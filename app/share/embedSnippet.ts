/** The HTML that shows a link inside another page. */

export interface EmbedFrame {
  readonly link: string;
  readonly title: string;
  readonly widthPixels: number;
  readonly heightPixels: number;
}

export function embedSnippet({ link, title, widthPixels, heightPixels }: EmbedFrame): string {
  const attributes = [
    `src="${escapeAttribute(link)}"`,
    `title="${escapeAttribute(title)}"`,
    `width="${widthPixels}" height="${heightPixels}"`,
    'loading="lazy" allow="clipboard-write; fullscreen"',
    'style="border: 1px solid #ccc; border-radius: 10px"',
  ];
  return `<iframe ${attributes.join(' ')}></iframe>`;
}

function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
