import { Box, Menu, Text, UnstyledButton } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { System } from '../shared/contract';
import { useMay } from '../shared/session';
import classes from './SystemSwitcher.module.css';

interface Props {
  systems: System[];
  system: System;
}

/** Which application is looked at; changing it goes to the same place of the other. */
export function SystemSwitcher({ systems, system }: Props) {
  const mayAdd = useMay('admin');
  return (
    <Menu width="target" position="bottom-start" shadow="md">
      <Menu.Target>
        <UnstyledButton className={classes.button}>
          <Box miw={0}>
            <Text size="xs" c="dimmed" lh={1.2}>
              System
            </Text>
            <Text size="sm" fw={600} truncate>
              {system.name}
            </Text>
          </Box>
          <IconSelector size={16} className={classes.sign} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.list}>
        {systems.map((other) => (
          <Menu.Item
            key={other.key}
            component={Link}
            to={`/systems/${other.key}`}
            rightSection={other.key === system.key ? <IconCheck size={16} /> : null}
          >
            {other.name}
          </Menu.Item>
        ))}
        {mayAdd && (
          <>
            <Menu.Divider />
            <Menu.Item component={Link} to="/systems/new" leftSection={<IconPlus size={16} />}>
              New system
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
