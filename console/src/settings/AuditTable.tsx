import { ActionIcon, Code, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import type { AuditEntry } from '../shared/contract';
import { systemsQuery } from '../shared/queries';
import { When } from '../shared/When';
import { auditWords, type EnvironmentName } from './audit-words';
import classes from './AuditTable.module.css';
import { differences } from './differences';

/** The entries, each of which opens to what was before and what came after. */
export function AuditTable({ entries }: { entries: AuditEntry[] }) {
  const { data: systems } = useQuery(systemsQuery);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const environmentName: EnvironmentName = (system, environment) =>
    systems?.find(({ key }) => key === system)?.environments.find(({ key }) => key === environment)
      ?.name ?? environment;
  const toggle = (id: string) =>
    setOpen((present) => {
      const next = new Set(present);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <Table verticalSpacing="xs" horizontalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={44}>
            <VisuallyHidden>Details</VisuallyHidden>
          </Table.Th>
          <Table.Th visibleFrom="sm">When</Table.Th>
          <Table.Th visibleFrom="sm">Who</Table.Th>
          <Table.Th>What</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map((entry) => (
          <Fragment key={entry.id}>
            <Entry
              entry={entry}
              words={auditWords(entry, environmentName)}
              open={open.has(entry.id)}
              onToggle={() => toggle(entry.id)}
            />
            {open.has(entry.id) && (
              <Table.Tr className={classes.details}>
                <Table.Td colSpan={4}>
                  <Changes entry={entry} />
                </Table.Td>
              </Table.Tr>
            )}
          </Fragment>
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface EntryProps {
  entry: AuditEntry;
  words: string;
  open: boolean;
  onToggle: () => void;
}

function Entry({ entry, words, open, onToggle }: EntryProps) {
  return (
    <Table.Tr>
      <Table.Td className={classes.toggle}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-expanded={open}
          aria-label={`What changed: ${words}`}
          onClick={onToggle}
        >
          <IconChevronRight size={16} className={classes.chevron} data-open={open || undefined} />
        </ActionIcon>
      </Table.Td>
      <Table.Td className={classes.when} visibleFrom="sm">
        <When at={entry.at} />
      </Table.Td>
      <Table.Td className={classes.who} visibleFrom="sm">
        <Text>{entry.actor}</Text>
        {entry.source && (
          <Text size="xs" c="dimmed">
            from {entry.source}
          </Text>
        )}
      </Table.Td>
      <Table.Td className={classes.what}>
        <Text>{words}</Text>
        <Text size="sm" hiddenFrom="sm" component="div">
          {entry.actor}, <When at={entry.at} />
          {entry.source && (
            <Text size="xs" c="dimmed">
              from {entry.source}
            </Text>
          )}
        </Text>
        <Text size="xs" c="dimmed" className={classes.raw}>
          {entry.action} · {entry.kind} {entry.key}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}

function Changes({ entry }: { entry: AuditEntry }) {
  const changes = differences(entry.before, entry.after);
  if (changes.length === 0) {
    return <Text size="sm">Nothing that is shown here differs; secrets are left out.</Text>;
  }
  return (
    <Table verticalSpacing={4} withRowBorders={false} className={classes.changes}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Where</Table.Th>
          <Table.Th>Before</Table.Th>
          <Table.Th>After</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {changes.map(({ path, before, after }) => (
          <Table.Tr key={path}>
            <Table.Td>
              <Code>{path}</Code>
            </Table.Td>
            <Table.Td>
              {before === undefined ? '–' : <del className={classes.before}>{before}</del>}
            </Table.Td>
            <Table.Td>
              {after === undefined ? '–' : <ins className={classes.after}>{after}</ins>}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
