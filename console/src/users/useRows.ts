import {
  defaultRangeExtractor,
  useVirtualizer,
  useWindowVirtualizer,
} from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useState } from 'react';

/** What of the window the console's header hides. */
const HEADER_PIXELS = 56;

interface Props {
  /** How many rows there are. */
  count: number;
  rowPixels: number;
  /** How high the head is that stays above the rows. */
  head: number;
  /** The row that is there wherever one has scrolled to. */
  active: number;
  /** Where to begin; undefined at the beginning. */
  offset: number | undefined;
  /** Whether the page scrolls, and not a frame in it: on a small screen two of them are in each other's way. */
  page: boolean;
  /** What the list lies in, once it is there. */
  frame: HTMLDivElement | null;
}

/** Which rows are in view, of those in a frame or of those in the page. */
export function useRows({ count, rowPixels, head, active, offset, page, frame }: Props) {
  // How far down the page the list begins.
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    if (!frame) return;
    const look = () => setTop(Math.round(frame.getBoundingClientRect().top + window.scrollY));
    look();
    // Whatever moves it down changes how long the page is.
    const observer = new ResizeObserver(look);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [frame]);
  const shared = {
    count,
    estimateSize: () => rowPixels,
    overscan: 10,
    rangeExtractor: (range: Parameters<typeof defaultRangeExtractor>[0]) => {
      const shown = defaultRangeExtractor(range);
      if (active >= range.count || shown.includes(active)) return shown;
      return active < shown[0]! ? [active, ...shown] : [...shown, active];
    },
  };
  // eslint-disable-next-line react-hooks/incompatible-library -- no compiler memoizes this
  const inFrame = useVirtualizer({
    ...shared,
    enabled: !page,
    getScrollElement: () => frame,
    scrollMargin: head,
    scrollPaddingStart: head,
    initialOffset: offset ?? 0,
  });
  const inPage = useWindowVirtualizer({
    ...shared,
    enabled: page,
    scrollMargin: top + head,
    scrollPaddingStart: HEADER_PIXELS,
    ...(offset === undefined ? {} : { initialOffset: offset }),
  });
  // A page begins at its top when it is opened; only after that can it go to where it was left.
  useEffect(() => {
    if (!page || offset === undefined) return;
    const next = requestAnimationFrame(() => window.scrollTo(0, offset));
    return () => cancelAnimationFrame(next);
  }, [page, offset]);
  const virtual = page ? inPage : inFrame;
  useEffect(() => virtual.measure(), [virtual, rowPixels]);
  return {
    rows: virtual.getVirtualItems(),
    range: virtual.range,
    height: virtual.getTotalSize(),
    /** What is to be taken off where a row begins, to place it among the rows. */
    above: page ? top + head : head,
    top,
    scrollTo: (row: number) => virtual.scrollToIndex(row),
  };
}
