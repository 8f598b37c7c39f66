/**
 * A piece of the page as one SVG file of its own: boxes, borders, text, canvases (as pictures) and inline SVG, each where
 * the browser laid it out and in the colours it computed. So a drawing leaves the page as it is seen, whoever drew it.
 */

const SHAPES = 'path, line, polyline, polygon, circle, ellipse, rect';
const INVISIBLE = /^(?:transparent|rgba\(.*, 0\)|none)$/;

export function elementSvg(root: HTMLElement, title: string, ground: string): string {
  const origin = root.getBoundingClientRect();
  const parts: string[] = [];
  walk(root, origin, parts);
  const [width, height] = [Math.ceil(origin.width), Math.ceil(origin.height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="-8 -16 ${width + 16} ${height + 32}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect x="-8" y="-16" width="${width + 16}" height="${height + 32}" fill="${ground}"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function walk(element: Element, origin: DOMRect, parts: string[]): void {
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0') return;
  if (element instanceof SVGSVGElement) {
    for (const shape of element.querySelectorAll<SVGGraphicsElement>(SHAPES)) addShape(shape, origin, parts);
    return;
  }
  const box = element.getBoundingClientRect();
  // What is for screen readers only has no size.
  if (box.width <= 1 && box.height <= 1) return;
  const place = { x: box.x - origin.x, y: box.y - origin.y, width: box.width, height: box.height };
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
    if (child instanceof Element) walk(child, origin, parts);
    else if (child instanceof Text) addText(child, style, origin, parts);
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

function addText(node: Text, style: CSSStyleDeclaration, origin: DOMRect, parts: string[]): void {
  const text = node.data.trim();
  if (text === '') return;
  const range = document.createRange();
  range.selectNodeContents(node);
  const box = range.getBoundingClientRect();
  if (box.width === 0) return;
  const where = `x="${round(box.x - origin.x)}" y="${round(box.y - origin.y + box.height / 2)}"`;
  // The family may be missing where the file is opened; the length stays.
  const fit = `textLength="${round(box.width)}" lengthAdjust="spacingAndGlyphs"`;
  const scale = node.parentElement ? scaleOf(node.parentElement) : 1;
  const font = `font-family="${escapeXml(style.fontFamily)}" font-size="${round(Number.parseFloat(style.fontSize) * scale)}" font-weight="${style.fontWeight}"`;
  parts.push(
    `<text ${where} ${fit} ${font} fill="${style.color}" dominant-baseline="central">${escapeXml(text)}</text>`,
  );
}

/** How much larger than laid out the element is shown: the zoom. */
function scaleOf(element: HTMLElement): number {
  return element.offsetWidth > 0 ? element.getBoundingClientRect().width / element.offsetWidth : 1;
}

function addShape(shape: SVGGraphicsElement, origin: DOMRect, parts: string[]): void {
  const style = getComputedStyle(shape);
  const matrix = shape.getScreenCTM();
  if (
    !matrix ||
    style.visibility === 'hidden' ||
    (INVISIBLE.test(style.stroke) && INVISIBLE.test(style.fill))
  )
    return;
  const { a, b, c, d, e, f } = matrix;
  const moved = [a, b, c, d, e - origin.x, f - origin.y].map(round).join(' ');
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
