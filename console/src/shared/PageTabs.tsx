import { useEffect, useRef } from 'react';
import { Link, useLocation } from 'react-router';
import classes from './PageTabs.module.css';

interface Props {
  /** What the pages are parts of: "Settings". */
  name: string;
  tabs: { to: string; label: string }[];
}

/** Pages that lie side by side, each with its own address. */
export function PageTabs({ name, tabs }: Props) {
  const { pathname } = useLocation();
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a small screen they do not all fit. Not scrollIntoView, which would scroll the page as well.
    const [bar, tab] = [nav.current, nav.current?.querySelector<HTMLElement>('[aria-current]')];
    if (bar && tab) bar.scrollLeft = tab.offsetLeft - (bar.clientWidth - tab.offsetWidth) / 2;
  }, [pathname]);
  return (
    <nav ref={nav} className={classes.tabs} aria-label={name}>
      {tabs.map(({ to, label }) => (
        <Link
          key={to}
          to={to}
          className={classes.tab}
          aria-current={pathname === to ? 'page' : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
