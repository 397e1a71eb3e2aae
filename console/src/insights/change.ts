import { count } from '../shared/time';

export interface Compared {
  now: number;
  before: number;
}

/** How a figure changed: "12 % more", "3 fewer", "as before". Of few, a share says too much. */
export function changeWords({ now, before }: Compared): string {
  const by = Math.abs(now - before);
  if (by === 0) return 'as before';
  const more = now > before ? 'more' : 'fewer';
  if (before < 20) return `${count(by)} ${more}`;
  const percent = (100 * by) / before;
  if (percent < 0.1) return `under 0.1 % ${more}`;
  return `${percent.toLocaleString('en', { maximumFractionDigits: percent < 10 ? 1 : 0 })} % ${more}`;
}
