import { Button, Group, Select, Text } from '@mantine/core';
import { IconDownload, IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { FilterFields } from '../shared/FilterFields';
import { Page } from '../shared/Page';
import { Panel } from '../shared/Panel';
import { PeriodFields } from '../shared/PeriodFields';
import { Queried } from '../shared/Queried';
import { Empty } from '../shared/states';
import { Typed } from '../shared/Typed';
import { useWhere } from '../shared/where';
import { AuditTable } from './AuditTable';
import { filterOf } from './audit-filter';
import { auditQuery } from './queries';

const KINDS = [
  'system',
  'environment',
  'integration',
  'segment',
  'publication',
  'filter',
  'report',
  'dashboard',
  'report-link',
  'mailing',
  'user',
  'upload',
  'delivery',
  'person',
  'token',
  'link',
  'session',
];

/** Every change: who, when, from where, what it was and what it became. */
export function Component() {
  const { system } = useWhere();
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  const query = useInfiniteQuery(auditQuery(filter));
  const narrowedBy = Object.keys(filter).length;
  const narrowed = narrowedBy > 0;
  const set = (name: string, value: string | null) =>
    setSearch(
      (present) => {
        const next = new URLSearchParams(present);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return (
    <Page
      title="Audit log"
      about="Every change in this installation: who made it, when and from where, and what it was before."
      actions={
        <Button
          component="a"
          href={`/api/v1/audit/export?${new URLSearchParams({ ...filter }).toString()}`}
          download
          variant="default"
          leftSection={<IconDownload size={16} />}
        >
          Export CSV
        </Button>
      }
    >
      <FilterFields used={narrowedBy}>
        <Typed label="Contains" value={search.get('q')} onChange={(text) => set('q', text)} />
        <Typed label="Who" value={search.get('actor')} onChange={(text) => set('actor', text)} />
        <Select
          label="What"
          placeholder="Anything"
          data={KINDS}
          clearable
          value={search.get('kind')}
          onChange={(kind) => set('kind', kind)}
        />
        <Select
          label="System"
          placeholder="All"
          data={[{ value: system.key, label: system.name }]}
          clearable
          value={search.get('system')}
          onChange={(key) => set('system', key)}
        />
        <PeriodFields search={search} onChange={set} />
        {narrowed && (
          <Button variant="subtle" onClick={() => setSearch({}, { replace: true })}>
            Show all
          </Button>
        )}
      </FilterFields>
      <Queried query={query}>
        {({ pages }) => {
          const entries = pages.flatMap(({ items }) => items);
          if (entries.length === 0 && !query.hasNextPage) {
            return (
              <Empty icon={IconHistory} title={narrowed ? 'Nothing matches' : 'Nothing yet'}>
                {narrowed
                  ? 'No change fits all of what is asked for. Take something out to see more.'
                  : 'Each change that is made from now on is listed here.'}
              </Empty>
            );
          }
          return (
            <>
              <Panel flush>
                <AuditTable entries={entries} />
              </Panel>
              {query.hasNextPage && (
                <Group justify="center" mt="md">
                  <Button
                    variant="default"
                    loading={query.isFetchingNextPage}
                    onClick={() => void query.fetchNextPage()}
                  >
                    Show older ones
                  </Button>
                </Group>
              )}
              <Text size="xs" c="dimmed" mt="sm" aria-live="polite">
                {entries.length} shown
              </Text>
            </>
          );
        }}
      </Queried>
    </Page>
  );
}
