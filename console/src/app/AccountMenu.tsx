import { ActionIcon, Menu, Text, useMantineColorScheme } from '@mantine/core';
import {
  IconCheck,
  IconDeviceDesktop,
  IconDevices,
  IconKey,
  IconLogout,
  IconMoon,
  IconSun,
  IconUserCircle,
} from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { lazy, useState } from 'react';
import { api, taken } from '../shared/api';
import { ProblemError } from '../shared/problem';
import { roleLabel } from '../shared/roles';
import { noted, sessionQuery } from '../shared/session';
import { forgetTab } from '../shared/tab';
import { tellTabs } from '../shared/tabs';
import { Later } from '../shared/Later';

const ChangePassword = lazy(() => import('../getting-in/ChangePassword'));

const SCHEMES = [
  { scheme: 'light', label: 'Light', icon: IconSun },
  { scheme: 'dark', label: 'Dark', icon: IconMoon },
  { scheme: 'auto', label: 'As the device', icon: IconDeviceDesktop },
] as const;

/** Who one is, how the console looks, and the way out. */
export function AccountMenu() {
  const { data: session } = useQuery(sessionQuery);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [changing, setChanging] = useState(false);
  const signOut = useSignOut();
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={260}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" radius="xl" aria-label="Account">
            <IconUserCircle size={22} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {session && (
            <Menu.Label>
              <Text size="sm" fw={600} truncate c="var(--mantine-color-text)">
                {session.person?.name ?? session.token?.name}
              </Text>
              <Text size="xs" truncate>
                {session.person?.email ?? 'API token'} · {roleLabel(session.role)}
              </Text>
            </Menu.Label>
          )}
          <Menu.Divider />
          <Menu.Label>Appearance</Menu.Label>
          {SCHEMES.map(({ scheme, label, icon: Icon }) => (
            <Menu.Item
              key={scheme}
              onClick={() => setColorScheme(scheme)}
              leftSection={<Icon size={16} />}
              rightSection={colorScheme === scheme ? <IconCheck size={16} /> : null}
            >
              {label}
            </Menu.Item>
          ))}
          {session?.person && (
            <>
              <Menu.Divider />
              {session.person.password && (
                <Menu.Item leftSection={<IconKey size={16} />} onClick={() => setChanging(true)}>
                  Change password
                </Menu.Item>
              )}
              <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut(false)}>
                Sign out
              </Menu.Item>
              <Menu.Item leftSection={<IconDevices size={16} />} onClick={() => signOut(true)}>
                Sign out everywhere
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Later>{changing && <ChangePassword opened onClose={() => setChanging(false)} />}</Later>
    </>
  );
}

/** Forgets what the tab kept and loads it anew, so that nothing of what was seen stays; other tabs do the same. */
function leave(): void {
  noted(null);
  forgetTab();
  tellTabs({ what: 'signed-out' });
  window.location.assign('/sign-in');
}

function useSignOut(): (everywhere: boolean) => void {
  const { mutate } = useMutation({
    mutationFn: (everywhere: boolean) =>
      taken(api.DELETE('/api/v1/session', { params: { query: everywhere ? { everywhere } : {} } })),
    onSuccess: leave,
    // The session has ended already.
    onError: (error) => error instanceof ProblemError && error.status === 401 && leave(),
  });
  return mutate;
}
