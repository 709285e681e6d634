import { labRoot } from '../lab-chart';

/** A canvas of its own at a place in the scene, sharp at the device's scale. */
export function trapCanvas(
  left: number,
  top: number,
  width: number,
  height: number,
): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.style.cssText = `position:absolute;left:${left}px;top:${top}px;width:${width}px;height:${height}px`;
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  labRoot().append(canvas);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2d context');
  context.scale(devicePixelRatio, devicePixelRatio);
  context.font = '12px sans-serif';
  return context;
}

export function clearTrap(context: CanvasRenderingContext2D): void {
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
}
