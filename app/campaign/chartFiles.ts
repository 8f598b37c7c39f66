/** A chart as a file: SVG, or PNG at twice its size, in the colours of the page. */
import { fileName, saveFile } from '#app/share/saveFile.ts';
import { notify } from '#app/state/notices.ts';
import { type PictureColours, pictureFile } from '#engine/campaign/report/pictures/svgText.ts';
import type { NamedChart } from './campaignCharts.ts';

const SCALE = 2;

export async function saveChart(
  { id, picture }: NamedChart,
  campaign: string,
  kind: 'svg' | 'png',
): Promise<void> {
  const svg = pictureFile(picture, pageColours());
  const name = fileName(['bitflip', campaign, id], kind);
  if (kind === 'svg') {
    saveFile(name, [svg], 'image/svg+xml');
    return;
  }
  try {
    saveFile(name, [await pngOf(svg)], 'image/png');
  } catch (error) {
    notify('error', `The chart could not be saved: ${error instanceof Error ? error.message : error}`);
  }
}

function pageColours(): PictureColours {
  const style = getComputedStyle(document.documentElement);
  const colour = (token: string) => style.getPropertyValue(token).trim();
  return {
    ground: colour('--panel'),
    ink: colour('--ink'),
    soft: colour('--soft'),
    line: colour('--line'),
    fault: colour('--fault'),
    faultGround: colour('--fault-ground'),
    golden: colour('--golden'),
    empty: colour('--raised'),
  };
}

async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = SCALE * image.naturalWidth;
    canvas.height = SCALE * image.naturalHeight;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (blob === null) throw new Error('the browser made no picture of it.');
    return blob;
  } finally {
    URL.revokeObjectURL(url);
  }
}
