import { Badge, Button, Group, Modal, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, taken } from '../shared/api';
import type { CreatedReportLink, ReportLink } from '../shared/contract';
import { FormProblem } from '../shared/FormProblem';
import { notifyDone } from '../shared/notify';
import { useOnce } from '../shared/once';
import { fieldErrors } from '../shared/problem';
import { Queried } from '../shared/Queried';
import { ShownOnce } from '../shared/ShownOnce';
import { inFull } from '../shared/time';
import { When } from '../shared/When';
import { useWhere } from '../shared/where';
import { isOf, linksQuery, reportsChanged, type Subject } from './queries';

const DAYS = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'a year' },
];

interface Props {
  subject: Subject;
  opened: boolean;
  onClose: () => void;
}

/** Read-only links to a report or a dashboard: those that there are, and a new one. */
export function Share({ subject, opened, onClose }: Props) {
  const [made, setMade] = useState<CreatedReportLink | null>(null);
  return (
    <>
      <Modal
        opened={opened && made === null}
        onClose={onClose}
        title={`Share ${subject.name}`}
        size="lg"
      >
        <Stack gap="lg">
          <Text size="sm">
            Whoever has a link sees the figures of this {subject.kind} as they are at that time,
            without signing in, and nothing else: no users and no settings.
          </Text>
          <NewLink subject={subject} onMade={setMade} />
          <LinkList subject={subject} />
        </Stack>
      </Modal>
      <ShownOnce
        title={`A link to ${subject.name}`}
        value={made?.url ?? null}
        name="link"
        onClose={() => setMade(null)}
      >
        It works until {made && inFull(made.expiresAt)}, or until somebody revokes it.
      </ShownOnce>
    </>
  );
}

interface NewLinkProps {
  subject: Subject;
  onMade: (link: CreatedReportLink) => void;
}

function NewLink({ subject, onMade }: NewLinkProps) {
  const { system } = useWhere();
  const client = useQueryClient();
  const form = useForm({ initialValues: { name: '', days: '30' } });
  const make = useMutation({
    mutationFn: ({ name, days }: typeof form.values) =>
      taken(
        api.POST('/api/v1/systems/{system}/report-links', {
          params: { path: { system: system.key } },
          body: {
            [subject.kind]: subject.key,
            name: name.trim(),
            expiresAt: new Date(Date.now() + Number(days) * 86_400_000).toISOString(),
          },
        }),
      ),
    meta: { shown: true },
    onSuccess: async (link) => {
      await reportsChanged(client, system.key);
      form.reset();
      onMade(link);
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const makeOnce = useOnce(make);
  return (
    <form noValidate onSubmit={form.onSubmit((values) => makeOnce(values))}>
      <Stack gap="sm">
        <Group align="flex-end" gap="sm">
          <TextInput
            label="For whom"
            placeholder="Board of directors"
            flex={1}
            miw="12rem"
            {...form.getInputProps('name')}
          />
          <Select
            label="Works for"
            data={DAYS}
            allowDeselect={false}
            w="8rem"
            {...form.getInputProps('days')}
          />
          <Button type="submit" loading={make.isPending}>
            Make a link
          </Button>
        </Group>
        <FormProblem error={make.error} fields={['name', 'days']} />
      </Stack>
    </form>
  );
}

function LinkList({ subject }: { subject: Subject }) {
  const { system } = useWhere();
  const query = useQuery(linksQuery(system.key));
  return (
    <Queried query={query}>
      {(all) => {
        const links = all.filter((link) => isOf(link, subject));
        if (links.length === 0) return null;
        return (
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>For whom</Table.Th>
                <Table.Th>Ends</Table.Th>
                <Table.Th>Last used</Table.Th>
                <Table.Td />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {links.map((link) => (
                <LinkRow key={link.id} link={link} />
              ))}
            </Table.Tbody>
          </Table>
        );
      }}
    </Queried>
  );
}

function LinkRow({ link }: { link: ReportLink }) {
  const { system } = useWhere();
  const client = useQueryClient();
  const [now] = useState(() => Date.now());
  const revoke = useMutation({
    mutationFn: () =>
      taken(
        api.DELETE('/api/v1/systems/{system}/report-links/{reportLink}', {
          params: { path: { system: system.key, reportLink: link.id } },
        }),
      ),
    onSuccess: async () => {
      await reportsChanged(client, system.key);
      notifyDone('The link is revoked.');
    },
  });
  const name = link.name || link.id;
  return (
    <Table.Tr>
      <Table.Td>{name}</Table.Td>
      <Table.Td>
        {new Date(link.expiresAt).getTime() <= now ? (
          <Badge variant="light" color="gray">
            ended
          </Badge>
        ) : (
          <When at={link.expiresAt} />
        )}
      </Table.Td>
      <Table.Td>
        {link.lastUsedAt === null ? <Text c="dimmed">never</Text> : <When at={link.lastUsedAt} />}
      </Table.Td>
      <Table.Td ta="right">
        <Button
          size="xs"
          variant="subtle"
          color="red"
          aria-label={`Revoke the link for ${name}`}
          loading={revoke.isPending}
          onClick={() => revoke.mutate()}
        >
          Revoke
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
