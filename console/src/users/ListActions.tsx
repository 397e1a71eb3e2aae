import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { lazy, useState } from 'react';
import { SaveReport } from '../reports/SaveReport';
import { Later } from '../shared/Later';
import { useMay } from '../shared/session';
import type { UserFilter } from './queries';

const EraseList = lazy(async () => ({ default: (await import('./EraseList')).EraseList }));
const ExportUsers = lazy(async () => ({ default: (await import('./ExportUsers')).ExportUsers }));

interface Props {
  filter: UserFilter;
  /** The key of the saved filter whose condition that has, if it is as it was saved. */
  saved: string | undefined;
  columns: string[];
  /** How many are in the list; undefined while that is being counted. */
  matching: number | undefined;
}

function EraseListButton() {
  const mayErase = useMay('admin');
  const [erasing, setErasing] = useState(false);
  if (!mayErase) return null;
  return (
    <>
      <Button variant="subtle" color="gray" onClick={() => setErasing(true)}>
        Erase a list…
      </Button>
      {erasing && (
        <Later>
          <EraseList opened onClose={() => setErasing(false)} />
        </Later>
      )}
    </>
  );
}

function ExportList({ filter, columns, matching }: Props) {
  const [exporting, setExporting] = useState(false);
  // Once it was opened it stays, so that it can be seen to close.
  const [opened, setOpened] = useState(false);
  if (!matching) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} />}
        onClick={() => {
          setOpened(true);
          setExporting(true);
        }}
      >
        Export users
      </Button>
      {opened && (
        <Later>
          <ExportUsers
            filter={filter}
            matching={matching}
            shown={columns}
            opened={exporting}
            onClose={() => setExporting(false)}
          />
        </Later>
      )}
    </>
  );
}

/** What can be done with the listed users, or with a list that one brings along. */
export function ListActions(props: Props) {
  const { condition, among } = props.filter;
  return (
    <>
      <EraseListButton />
      {/* A report says how many they are; by how identifiers begin nothing is counted. */}
      {!props.filter.q && (
        <SaveReport view="users" query={{ condition, among }} filter={props.saved} />
      )}
      <ExportList {...props} />
    </>
  );
}
