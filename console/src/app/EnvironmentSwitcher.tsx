import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import type { Environment, System } from '../shared/contract';
import { at } from '../shared/where';
import classes from './EnvironmentSwitcher.module.css';

interface Props {
  system: System;
  environment: Environment;
}

/** Which environment's users, deliveries and publications are shown; it is part of the address. */
export function EnvironmentSwitcher({ system, environment }: Props) {
  const { pathname, search } = useLocation();
  const page = pathname.split('/').slice(4).join('/');
  // What is asked of users can be asked in any environment; elsewhere a query string names what only this one has.
  const kept = /^(insights(\/|$)|users$)/.test(page) ? search : '';
  return (
    <Menu position="bottom-start" shadow="md" width={220}>
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          radius="xl"
          aria-label={`Environment: ${environment.name}`}
          leftSection={
            <span className={classes.dot} data-live={isProduction(environment) || undefined} />
          }
          rightSection={<IconChevronDown size={14} />}
        >
          {environment.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Environment</Menu.Label>
        {system.environments.map((other) => (
          <Menu.Item
            key={other.key}
            component={Link}
            to={at(system, other, page) + kept}
            leftSection={
              <span className={classes.dot} data-live={isProduction(other) || undefined} />
            }
            rightSection={other.key === environment.key ? <IconCheck size={16} /> : null}
          >
            {other.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Whether real end users are concerned. */
const isProduction = ({ key }: Environment) => key === 'production';
