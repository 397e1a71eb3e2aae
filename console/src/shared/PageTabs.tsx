import { useEffect, useRef } from 'react';
import { Link, useLocation } from 'react-router';
import classes from './PageTabs.module.css';

export interface Tab {
  /** It may have a query string. */
  to: string;
  /** What the page is come to with: where its way back leads. */
  state?: unknown;
  label: string;
  /** Whether the tab also stands for the pages below its own. */
  within?: boolean;
}

interface Props {
  /** What the pages are parts of: "Settings". */
  name: string;
  tabs: Tab[];
}

/** Pages that lie side by side, each with its own address. */
export function PageTabs({ name, tabs }: Props) {
  const { pathname } = useLocation();
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const bar = nav.current;
    if (!bar) return;
    // On a small screen they do not all fit. Not scrollIntoView, which would scroll the page as well.
    const show = () => {
      const tab = bar.querySelector<HTMLElement>('[aria-current]');
      if (tab) bar.scrollLeft = tab.offsetLeft - (bar.clientWidth - tab.offsetWidth) / 2;
      hint(bar);
    };
    show();
    // Another size of the window, and another font that has come, move it out of sight.
    const sized = new ResizeObserver(show);
    sized.observe(bar);
    for (const tab of bar.children) sized.observe(tab);
    return () => sized.disconnect();
  }, [pathname, tabs.length]);
  return (
    <nav
      ref={nav}
      className={classes.tabs}
      aria-label={name}
      onScroll={({ currentTarget }) => hint(currentTarget)}
    >
      {tabs.map(({ to, state, label, within }) => (
        <Link
          key={to}
          to={to}
          state={state}
          className={classes.tab}
          aria-current={isAt(pathname, to.split('?')[0]!, within) ? 'page' : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}

const isAt = (pathname: string, page: string, within = false): boolean =>
  pathname === page || (within && pathname.startsWith(`${page}/`));

/** Lets the edge beyond which there are more tabs be seen. */
function hint(bar: HTMLElement): void {
  const { scrollLeft, clientWidth, scrollWidth } = bar;
  bar.toggleAttribute('data-before', scrollLeft > 1);
  bar.toggleAttribute('data-after', scrollLeft + clientWidth < scrollWidth - 1);
}
