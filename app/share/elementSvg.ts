/**
 * A piece of the page as one SVG file of its own: boxes, borders, text, canvases (as pictures) and inline SVG, each where
 * the browser laid it out and in the colours it computed. So a drawing leaves the page as it is seen, whoever drew it.
 */

const SHAPES = 'path, line, polyline, polygon, circle, ellipse, rect';
const INVISIBLE = /^(?:transparent|rgba\(.*, 0\)|none)$/;

export interface SvgArea {
  /** The part of the screen that becomes the file, in CSS pixels. */
  readonly area: Box;
  /** How much larger than laid out it is shown; the file has it at 1. */
  readonly scale: number;
  readonly title: string;
  /** CSS colour. */
  readonly ground: string;
}

const MARGIN = 12;

export function elementSvg(root: HTMLElement, { area, scale, title, ground }: SvgArea): string {
  const placed = (box: Box): Box => ({
    x: (box.x - area.x) / scale + MARGIN,
    y: (box.y - area.y) / scale + MARGIN,
    width: box.width / scale,
    height: box.height / scale,
  });
  const parts: string[] = [];
  walk(root, placed, parts);
  const width = Math.ceil(area.width / scale) + 2 * MARGIN;
  const height = Math.ceil(area.height / scale) + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${ground}"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

type Placed = (box: Box) => Box;

function walk(element: Element, placed: Placed, parts: string[]): void {
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0') return;
  // For screen readers only.
  if (style.clipPath === 'inset(50%)') return;
  if (element instanceof SVGSVGElement) {
    for (const shape of element.querySelectorAll<SVGGraphicsElement>(SHAPES)) addShape(shape, placed, parts);
    return;
  }
  const place = placed(element.getBoundingClientRect());
  if (element instanceof HTMLCanvasElement) {
    const where = `x="${round(place.x)}" y="${round(place.y)}" width="${round(place.width)}" height="${round(place.height)}"`;
    const href = element.width > 0 && element.height > 0 ? element.toDataURL() : '';
    if (href !== '')
      parts.push(
        `<image ${where} preserveAspectRatio="none" image-rendering="${style.imageRendering}" href="${href}"/>`,
      );
    return;
  }
  addBox(place, style, parts);
  for (const child of element.childNodes) {
    if (child instanceof Element) walk(child, placed, parts);
    else if (child instanceof Text) addText(child, style, placed, parts);
  }
  addBar(element, place, parts);
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function addBox({ x, y, width, height }: Box, style: CSSStyleDeclaration, parts: string[]): void {
  const line = Number.parseFloat(style.borderTopWidth) || 0;
  const stroke = line > 0 && !INVISIBLE.test(style.borderTopColor) ? style.borderTopColor : 'none';
  const fill = INVISIBLE.test(style.backgroundColor) ? 'none' : style.backgroundColor;
  if (fill === 'none' && stroke === 'none') return;
  const radius = Math.min(Number.parseFloat(style.borderTopLeftRadius) || 0, width / 2, height / 2);
  const inner = `x="${round(x + line / 2)}" y="${round(y + line / 2)}" width="${round(width - line)}" height="${round(height - line)}"`;
  parts.push(
    `<rect ${inner} rx="${round(radius)}" fill="${fill}" stroke="${stroke}" stroke-width="${line}"/>`,
  );
}

/** Bars drawn as `::after`, stretched from the left: their length is a measure. */
function addBar(element: Element, { x, y, height, width }: Box, parts: string[]): void {
  const style = getComputedStyle(element, '::after');
  if (style.content === 'none' || style.content === 'normal' || INVISIBLE.test(style.backgroundColor)) return;
  const share = style.transform === 'none' ? 1 : new DOMMatrixReadOnly(style.transform).a;
  if (share <= 0) return;
  parts.push(
    `<rect x="${round(x)}" y="${round(y)}" width="${round(width * share)}" height="${round(height)}" fill="${style.backgroundColor}"/>`,
  );
}

function addText(node: Text, style: CSSStyleDeclaration, placed: Placed, parts: string[]): void {
  const text = node.data.trim();
  if (text === '') return;
  const range = document.createRange();
  range.selectNodeContents(node);
  const box = placed(range.getBoundingClientRect());
  if (box.width === 0) return;
  const where = `x="${round(box.x)}" y="${round(box.y + box.height / 2)}"`;
  // The family may be missing where the file is opened; the length stays.
  const fit = `textLength="${round(box.width)}" lengthAdjust="spacingAndGlyphs"`;
  const font = `font-family="${escapeXml(style.fontFamily)}" font-size="${style.fontSize}" font-weight="${style.fontWeight}"`;
  parts.push(
    `<text ${where} ${fit} ${font} fill="${style.color}" dominant-baseline="central">${escapeXml(text)}</text>`,
  );
}

function addShape(shape: SVGGraphicsElement, placed: Placed, parts: string[]): void {
  const style = getComputedStyle(shape);
  const matrix = shape.getScreenCTM();
  if (
    !matrix ||
    style.visibility === 'hidden' ||
    (INVISIBLE.test(style.stroke) && INVISIBLE.test(style.fill))
  )
    return;
  const { a, b, c, d, e, f } = matrix;
  const { x, y, width: shrink } = placed({ x: e, y: f, width: 1, height: 1 });
  const moved = [a * shrink, b * shrink, c * shrink, d * shrink, x, y].map(round).join(' ');
  const own = [...shape.attributes]
    .filter(({ name }) => /^(?:d|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|width|height|points)$/.test(name))
    .map(({ name, value }) => `${name}="${escapeXml(value)}"`);
  const look = `fill="${style.fill}" stroke="${style.stroke}" stroke-width="${style.strokeWidth}" stroke-dasharray="${style.strokeDasharray}" opacity="${style.opacity}"`;
  parts.push(`<${shape.tagName} ${own.join(' ')} transform="matrix(${moved})" ${look}/>`);
}

const round = (value: number): number => Math.round(value * 100) / 100;

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
