import { useEffect, useRef, useState } from 'react';

const MARGIN = '800px 0px';

/**
 * Whether an element is, or was, close to what is seen of the page. What is far away can be shown
 * by something lighter.
 *
 * @param start what it is taken for until that is known
 */
export function useNear(start: () => boolean) {
  const [near, setNear] = useState(() => start() || typeof IntersectionObserver === 'undefined');
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (near || !ref.current) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      { rootMargin: MARGIN },
    );
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [near]);
  return { near, ref };
}
