import { Box } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './PageTabs.module.css';
import { PageTabs } from './PageTabs';

interface Props {
  /** What the pages are parts of: "Settings". */
  name: string;
  tabs: { to: string; label: string; within?: boolean }[];
  /** The page that is shown. */
  children: ReactNode;
}

/** Pages side by side, each with a title of its own below the tabs. */
export function TabLayout({ name, tabs, children }: Props) {
  return (
    <Box className={classes.layout}>
      <PageTabs name={name} tabs={tabs} />
      {children}
    </Box>
  );
}
