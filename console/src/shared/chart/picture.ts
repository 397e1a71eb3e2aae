import type { Colors } from './colors';
import type { Drawing } from './drawing';

const RATIO = 2;
const MARGIN = 20;
const LINE = 22;
const SWATCH = 10;

/**
 * The drawing as a picture that says what it is: with its title and the names of its series, which are no part of
 * the drawing itself.
 */
export async function picture(
  drawing: Drawing,
  title: string,
  names: { name: string; color: string }[],
  colors: Colors,
): Promise<Blob> {
  const drawn = drawing.renderToCanvas({ pixelRatio: RATIO, backgroundColor: colors.surface });
  const width = drawn.width / RATIO + 2 * MARGIN;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  const font = `13px ${colors.font}`;
  context.font = font;
  const rows = legendRows(
    names.map((one) => ({ ...one, width: SWATCH + 6 + context.measureText(one.name).width + 16 })),
    width - 2 * MARGIN,
  );
  const head = MARGIN + LINE + rows.length * LINE + 8;
  canvas.width = width * RATIO;
  canvas.height = (head + drawn.height / RATIO + MARGIN) * RATIO;
  context.scale(RATIO, RATIO);
  context.fillStyle = colors.surface;
  context.fillRect(0, 0, width, canvas.height);
  context.textBaseline = 'middle';
  context.fillStyle = colors.text;
  context.font = `600 15px ${colors.font}`;
  context.fillText(title, MARGIN, MARGIN + LINE / 2, width - 2 * MARGIN);
  context.font = font;
  rows.forEach((row, at) => {
    let x = MARGIN;
    const y = MARGIN + LINE * (at + 1.5);
    for (const one of row) {
      context.fillStyle = one.color;
      context.fillRect(x, y - SWATCH / 2, SWATCH, SWATCH);
      context.fillStyle = colors.text;
      context.fillText(one.name, x + SWATCH + 6, y);
      x += one.width;
    }
  });
  context.drawImage(drawn, MARGIN, head, drawn.width / RATIO, drawn.height / RATIO);
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('no picture'))), 'image/png'),
  );
}

function legendRows<T extends { width: number }>(names: T[], width: number): T[][] {
  const rows: T[][] = [];
  let left = 0;
  for (const one of names) {
    if (one.width > left || rows.length === 0) {
      rows.push([]);
      left = width;
    }
    rows.at(-1)!.push(one);
    left -= one.width;
  }
  return rows;
}
