import {
  Anchor,
  Badge,
  Button,
  Group,
  Menu,
  ActionIcon,
  Stack,
  Table,
  Text,
  TextInput,
  VisuallyHidden,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconDots, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { FormDialog } from '../shared/FormDialog';
import { api, taken } from '../shared/api';
import { Confirm } from '../shared/Confirm';
import type { Environment, System } from '../shared/contract';
import { Copyable } from '../shared/Copyable';
import { followingKey, keyFault } from '../shared/keys';
import { notifyDone } from '../shared/notify';
import { Page } from '../shared/Page';
import { Panel } from '../shared/Panel';
import { useOnce } from '../shared/once';
import { FormProblem } from '../shared/FormProblem';
import { fieldErrors } from '../shared/problem';
import { systemsQuery } from '../shared/queries';
import { useMay } from '../shared/session';
import { at, useWhere } from '../shared/where';
import { ChangeEnvironment } from './ChangeEnvironment';
import classes from './EnvironmentsPage.module.css';

type Asked = { what: 'rename' | 'remove'; environment: Environment } | null;

/** Where the application runs, each with its own end users, publications and client key. */
export function Component() {
  const { system } = useWhere();
  const admin = useMay('admin');
  const [adding, setAdding] = useState(false);
  const [asked, setAsked] = useState<Asked>(null);
  return (
    <Page
      title="Environments"
      about="Each has its own end users, endpoints and live publication. Pages say by the client key to which they belong; the key is public and gives no access to this console."
      actions={
        admin && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
            Add environment
          </Button>
        )
      }
    >
      <Panel flush>
        {/* On a small screen the rows are laid out as cards; the roles say that it still is a table. */}
        <Table role="table" className={classes.table}>
          <Table.Thead role="rowgroup">
            <Table.Tr role="row">
              <Table.Th role="columnheader" w="30%">
                Environment
              </Table.Th>
              <Table.Th role="columnheader" w={190}>
                Live publication
              </Table.Th>
              <Table.Th role="columnheader">Client key</Table.Th>
              {admin && (
                <Table.Th role="columnheader" w={60}>
                  <VisuallyHidden>Actions</VisuallyHidden>
                </Table.Th>
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody role="rowgroup">
            {system.environments.map((environment) => (
              <Table.Tr key={environment.key} role="row">
                <Table.Td role="cell" className={classes.name}>
                  <Text fw={550}>{environment.name}</Text>
                  <Text size="xs" c="dimmed">
                    {environment.key}
                  </Text>
                </Table.Td>
                <Table.Td role="cell" className={classes.live}>
                  {environment.publication === null ? (
                    <Badge variant="light" color="gray">
                      nothing published
                    </Badge>
                  ) : (
                    <Badge variant="light" color="green">
                      version {environment.publication}
                    </Badge>
                  )}
                </Table.Td>
                <Table.Td role="cell" className={classes.key}>
                  <Copyable
                    wrap
                    value={environment.clientKey}
                    name={`client key of ${environment.name}`}
                  />
                  <Anchor
                    component={Link}
                    to={at(system, environment, 'pages/access')}
                    size="xs"
                    c="dimmed"
                    underline="always"
                  >
                    {originsWords(environment.allowedOrigins)}
                  </Anchor>
                </Table.Td>
                {admin && (
                  <Table.Td role="cell" className={classes.actions}>
                    <EnvironmentMenu environment={environment} onAsk={setAsked} />
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Panel>
      <FormDialog opened={adding} onClose={() => setAdding(false)} title="Add an environment">
        <NewEnvironmentForm system={system} onDone={() => setAdding(false)} />
      </FormDialog>
      <ChangeEnvironment
        system={system}
        environment={asked?.what === 'rename' ? asked.environment : null}
        onClose={() => setAsked(null)}
      />
      <Remove
        system={system}
        environment={asked?.what === 'remove' ? asked.environment : null}
        onClose={() => setAsked(null)}
      />
    </Page>
  );
}

function originsWords(origins: string[]): string {
  const [first, ...others] = origins;
  if (first === undefined) return 'for pages of any origin';
  return others.length === 0
    ? `for pages of ${first} only`
    : `for pages of ${first} and ${others.length} more only`;
}

function EnvironmentMenu({
  environment,
  onAsk,
}: {
  environment: Environment;
  onAsk: (asked: Asked) => void;
}) {
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${environment.name}`}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPencil size={16} />}
          onClick={() => onAsk({ what: 'rename', environment })}
        >
          Rename …
        </Menu.Item>
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={16} />}
          disabled={environment.key === 'production'}
          onClick={() => onAsk({ what: 'remove', environment })}
        >
          Remove …
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface RemoveProps {
  system: System;
  /** Which is to be removed; null for none. */
  environment: Environment | null;
  onClose: () => void;
}

function Remove({ system, environment, onClose }: RemoveProps) {
  const queryClient = useQueryClient();
  const { environment: current } = useWhere();
  const remove = useMutation({
    mutationFn: ({ key }: Environment) =>
      taken(
        api.DELETE('/api/v1/systems/{system}/environments/{environment}', {
          params: { path: { system: system.key, environment: key }, query: { confirm: true } },
        }),
      ),
    onSuccess: async (_, { key, name }) => {
      if (key === current.key) {
        window.location.assign(`/systems/${system.key}/production/settings/environments`);
        return;
      }
      await queryClient.invalidateQueries(systemsQuery);
      notifyDone(`${name} is removed.`);
      onClose();
    },
  });
  // What was asked last stays in the dialog while that closes. The dialog is always there, since only
  // one that was closed before knows what had the focus.
  const [last, setLast] = useState(environment);
  if (environment && environment !== last) setLast(environment);
  return (
    <Confirm
      opened={environment !== null}
      onClose={onClose}
      title={`Remove ${last?.name ?? ''}?`}
      action="Remove it"
      typed={last?.key ?? ''}
      pending={remove.isPending}
      onConfirm={() => environment && remove.mutate(environment)}
    >
      Its end users are erased, and its endpoints and pages are refused from then on. This cannot be
      undone.
    </Confirm>
  );
}

function NewEnvironmentForm({ system, onDone }: { system: System; onDone: () => void }) {
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { name: '', key: '' },
    validate: {
      name: (name) => (name.trim() ? null : 'Give it a name.'),
      key: keyFault,
    },
  });
  const add = useMutation({
    mutationFn: ({ name, key }: typeof form.values) =>
      taken(
        api.POST('/api/v1/systems/{system}/environments', {
          params: { path: { system: system.key } },
          body: { name: name.trim(), key },
        }),
      ),
    meta: { shown: true },
    onSuccess: async (environment) => {
      await queryClient.invalidateQueries({ queryKey: ['systems'] });
      notifyDone(
        `${environment.name} was created, with endpoints of its own for every integration.`,
      );
      onDone();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const addOnce = useOnce(add);
  return (
    <form onSubmit={form.onSubmit((values) => addOnce(values))}>
      <Stack>
        <TextInput
          label="Name"
          placeholder="Staging"
          data-autofocus
          {...form.getInputProps('name')}
          onChange={(event) => {
            const name = event.currentTarget.value;
            const { key, name: before } = form.getValues();
            form.setFieldValue('name', name);
            form.setFieldValue('key', followingKey(key, { before, now: name }));
          }}
        />
        <TextInput
          label="Key"
          description="Names it in addresses and in the API; it never changes."
          placeholder="staging"
          {...form.getInputProps('key')}
        />
        <FormProblem error={add.error} fields={['name', 'key']} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={add.isPending}>
            Add it
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
