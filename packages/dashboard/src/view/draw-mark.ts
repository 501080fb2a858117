import type uPlot from 'uplot';

/** Draws a thin upright line with its label at the `index`-th day. */
export function drawMark(plot: uPlot, index: number, label: string, color: string): void {
  const { ctx, bbox } = plot;
  // Between two bars, since a version begins with its day and not in the middle of it.
  const x = Math.round(plot.valToPos(index - 0.5, 'x', true));
  ctx.save();
  ctx.strokeStyle = color;
  ctx.fillStyle = color;
  ctx.lineWidth = devicePixelRatio;
  ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  const isRight = x > bbox.left + bbox.width / 2;
  ctx.textAlign = isRight ? 'right' : 'left';
  ctx.textBaseline = 'top';
  ctx.fillText(label, x + (isRight ? -4 : 4) * devicePixelRatio, bbox.top);
  ctx.restore();
}
