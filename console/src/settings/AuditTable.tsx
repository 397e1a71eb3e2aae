import { ActionIcon, Code, Table, Text } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import type { AuditEntry } from '../shared/contract';
import { When } from '../shared/When';
import classes from './AuditTable.module.css';
import { differences } from './differences';

/** The entries, each of which opens to what was before and what came after. */
export function AuditTable({ entries }: { entries: AuditEntry[] }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
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
          <Table.Th w={44} aria-label="Details" />
          <Table.Th>When</Table.Th>
          <Table.Th visibleFrom="xs">Who</Table.Th>
          <Table.Th>Did</Table.Th>
          <Table.Th>To</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map((entry) => (
          <Fragment key={entry.id}>
            <Table.Tr>
              <Table.Td>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-expanded={open.has(entry.id)}
                  aria-label={`What changed: ${entry.action} ${entry.key}`}
                  onClick={() => toggle(entry.id)}
                >
                  <IconChevronRight
                    size={16}
                    className={classes.chevron}
                    data-open={open.has(entry.id) || undefined}
                  />
                </ActionIcon>
              </Table.Td>
              <Table.Td className={classes.when}>
                <When at={entry.at} />
              </Table.Td>
              <Table.Td visibleFrom="xs">
                <Text>{entry.actor}</Text>
                {entry.source && (
                  <Text size="xs" c="dimmed">
                    from {entry.source}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>{entry.action}</Table.Td>
              <Table.Td>
                <Text size="xs" c="dimmed">
                  {entry.kind}
                </Text>
                {entry.key}
              </Table.Td>
            </Table.Tr>
            {open.has(entry.id) && (
              <Table.Tr className={classes.details}>
                <Table.Td colSpan={5}>
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
