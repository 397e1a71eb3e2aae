import { Select, Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { Page } from '../shared/Page';
import { at, usePath, useWhere } from '../shared/where';

interface Props {
  tab: 'publish' | 'publish/versions';
  about: string;
  children: ReactNode;
}

/** The frame of what is about publishing: to which environment, and the way to its history. */
export function PublicationFrame({ tab, about, children }: Props) {
  const { system, environment } = useWhere();
  const path = usePath();
  const navigate = useNavigate();
  return (
    <Page
      title="Publish"
      about={about}
      actions={
        <Select
          aria-label="Environment to publish to"
          data={system.environments.map(({ key, name }) => ({ value: key, label: name }))}
          value={environment.key}
          allowDeselect={false}
          w="11rem"
          onChange={(key) => key && void navigate(at(system, { key }, tab))}
        />
      }
    >
      <Tabs
        value={tab}
        mb="lg"
        activateTabWithKeyboard={false}
        onChange={(next) => next && void navigate(path(next))}
      >
        <Tabs.List>
          <Tabs.Tab value="publish">What would change</Tabs.Tab>
          <Tabs.Tab value="publish/versions">Versions</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={tab} pt="lg">
          {children}
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
