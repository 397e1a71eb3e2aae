import { AppShell, Box, Burger, Group, NavLink, ScrollArea, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { NavLink as RouterLink, Navigate, Outlet, useLocation, useParams } from 'react-router';
import { systemsQuery } from '../shared/queries';
import { ProblemView } from '../shared/states';
import { at } from '../shared/where';
import { AccountMenu } from './AccountMenu';
import { EnvironmentSwitcher } from './EnvironmentSwitcher';
import { features } from './features';
import { remember, startAt } from './last-place';
import { Mark } from '../shared/Mark';
import { NotFound } from './NotFound';
import classes from './Shell.module.css';
import { SkipLink } from './SkipLink';
import { Starting } from '../shared/Starting';
import { SystemSwitcher } from './SystemSwitcher';

/** What surrounds every page of a system: navigation, the switchers, the account. */
export function Shell() {
  const { system: systemKey, environment: environmentKey } = useParams();
  const { data: systems, error, refetch } = useQuery(systemsQuery);
  const { pathname } = useLocation();
  const [open, { toggle, close }] = useDisclosure();

  const system = systems?.find(({ key }) => key === systemKey);
  const environment = system?.environments.find(({ key }) => key === environmentKey);
  useEffect(close, [pathname, close]);
  useEffect(() => {
    if (system && environment) remember(system.key, environment.key);
  }, [system, environment]);

  if (!systems) {
    return error ? <ProblemView error={error} onRetry={() => void refetch()} /> : <Starting />;
  }
  if (!system || !environment) {
    const start = system && !environmentKey ? startAt(systems, system.key) : null;
    return start ? <Navigate to={start} replace /> : <NotFound />;
  }
  return (
    <AppShell
      layout="alt"
      header={{ height: 56 }}
      navbar={{ width: 236, breakpoint: 'md', collapsed: { mobile: !open } }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      <SkipLink />
      <AppShell.Header className={classes.header}>
        <Group
          h="100%"
          px={{ base: 'sm', sm: 'xl' }}
          gap="xs"
          wrap="nowrap"
          justify="space-between"
        >
          <Group gap="xs" wrap="nowrap" miw={0}>
            <Burger
              opened={open}
              onClick={toggle}
              hiddenFrom="md"
              size="sm"
              aria-label={open ? 'Close the navigation' : 'Open the navigation'}
            />
            <EnvironmentSwitcher system={system} environment={environment} />
          </Group>
          <AccountMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar
        className={classes.navbar}
        data-closed={!open || undefined}
        aria-label="Main"
      >
        <Group px="md" h={56} gap="xs" wrap="nowrap" justify="space-between">
          <Mark />
          <Burger
            opened
            onClick={close}
            hiddenFrom="md"
            size="sm"
            aria-label="Close the navigation"
          />
        </Group>
        <Box px="sm" pb="sm">
          <SystemSwitcher systems={systems} system={system} />
        </Box>
        <AppShell.Section grow component={ScrollArea} px="sm">
          <Stack gap={2}>
            {features.map(({ path, label, icon: Icon }) => {
              const to = at(system, environment, path);
              return (
                <NavLink
                  key={path}
                  component={RouterLink}
                  to={to}
                  label={label}
                  leftSection={<Icon size={18} stroke={1.7} />}
                  active={pathname === to || pathname.startsWith(`${to}/`)}
                  className={classes.link}
                />
              );
            })}
          </Stack>
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
