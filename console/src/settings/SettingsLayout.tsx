import { Box } from '@mantine/core';
import { NavLink, Outlet } from 'react-router';
import { useMay } from '../shared/session';
import { usePath } from '../shared/where';
import classes from './SettingsLayout.module.css';

const PAGES = [
  { page: 'settings', label: 'System', admin: false },
  { page: 'settings/environments', label: 'Environments', admin: false },
  { page: 'settings/people', label: 'People', admin: true },
  { page: 'settings/tokens', label: 'API tokens', admin: true },
  { page: 'settings/audit', label: 'Audit log', admin: true },
];

/** The settings, side by side; what only an administrator may see is left out for others. */
export function Component() {
  const path = usePath();
  const admin = useMay('admin');
  return (
    <Box className={classes.layout}>
      <nav className={classes.pages} aria-label="Settings">
        {PAGES.filter((page) => admin || !page.admin).map(({ page, label }) => (
          <NavLink key={page} to={path(page)} end className={classes.link ?? ''}>
            {label}
          </NavLink>
        ))}
      </nav>
      <Outlet />
    </Box>
  );
}
