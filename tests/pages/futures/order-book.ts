const ROWS = 15;
const ROW_PX = 20;
const WIDTH = 280;

/** A price ladder on a canvas: looks like an axis to anyone who only watches numbers, and must not be taken for one. */
export function makeOrderBook(container: HTMLElement, isLight: boolean): (price: number) => void {
  const canvas = document.createElement('canvas');
  const height = (2 * ROWS + 2) * ROW_PX;
  canvas.width = Math.round(WIDTH * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  canvas.style.width = `${WIDTH}px`;
  canvas.style.height = `${height}px`;
  container.append(canvas);
  const context = canvas.getContext('2d');
  return (price) => {
    if (context === null) return;
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.fillStyle = isLight ? '#ffffff' : '#181a20';
    context.fillRect(0, 0, WIDTH, height);
    context.font = '12px sans-serif';
    context.textBaseline = 'middle';
    const tick = price >= 1000 ? 0.1 : price / 10_000;
    for (let row = 0; row < ROWS; row++) {
      drawRow(context, price + (ROWS - row) * tick * 5, row, '#f6465d');
      drawRow(context, price - (row + 1) * tick * 5, ROWS + 2 + row, '#0ecb81');
    }
    context.font = '16px sans-serif';
    context.textAlign = 'left';
    context.fillStyle = '#0ecb81';
    context.fillText(format(price), 12, (ROWS + 1) * ROW_PX);
  };
}

function drawRow(context: CanvasRenderingContext2D, price: number, row: number, colour: string): void {
  const y = row * ROW_PX + ROW_PX / 2;
  const size = 0.02 + ((row * 37) % 29) / 10;
  context.globalAlpha = 0.12;
  context.fillStyle = colour;
  context.fillRect(WIDTH - size * 60, y - 9, size * 60, 18);
  context.globalAlpha = 1;
  context.textAlign = 'left';
  context.fillText(format(price), 12, y);
  context.fillStyle = '#848e9c';
  context.textAlign = 'right';
  context.fillText(size.toFixed(3), 180, y);
  context.fillText((size * (row + 1)).toFixed(3), WIDTH - 12, y);
}

function format(price: number): string {
  const digits = price >= 1000 ? 1 : 4;
  return price.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
