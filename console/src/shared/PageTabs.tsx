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
  return (
    <nav className={classes.tabs} aria-label={name}>
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
