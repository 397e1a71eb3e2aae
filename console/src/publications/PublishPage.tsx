import { Alert, Anchor, Button, Group, List, Stack, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconRocket,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { ConnectPage } from '../shared/ConnectPage';
import type { PublicationPreview } from '../shared/contract';
import { Panel } from '../shared/Panel';
import { Queried } from '../shared/Queried';
import { useMay } from '../shared/session';
import { Empty, LoadingRows } from '../shared/states';
import { usePath, useWhere } from '../shared/where';
import { AskToPublish } from './AskToPublish';
import { ChangeCard } from './ChangeCard';
import classes from './ChangeCard.module.css';
import { PublicationFrame } from './PublicationFrame';
import { publicationPreviewQuery, publicationQuery } from './queries';

/** What publishing would change, for whom, and the button that does it. */
export function Component() {
  const { system, environment } = useWhere();
  const query = useQuery(publicationPreviewQuery(system.key, environment.key));
  return (
    <PublicationFrame about="Makes all segments live at once. Page loads use them from then on.">
      <Queried query={query} loading={<LoadingRows rows={3} height={84} />}>
        {(preview) => <Preview preview={preview} />}
      </Queried>
    </PublicationFrame>
  );
}

function Preview({ preview }: { preview: PublicationPreview }) {
  const { environment } = useWhere();
  const path = usePath();
  const mayEdit = useMay('editor');
  const { changes, problems, version } = preview;
  const changed = changes.filter(({ change }) => change !== 'same');
  const moved = changes.filter(
    ({ change, entering, leaving }) => change === 'same' && ((entering ?? 0) || (leaving ?? 0)) > 0,
  );
  const same = changes.length - changed.length - moved.length;
  if (changes.length === 0 && problems.length === 0) {
    return (
      <Empty
        icon={IconUsersGroup}
        title="Nothing to publish yet"
        action={
          <Button component={Link} to={path(mayEdit ? 'segments/new' : 'segments')}>
            {mayEdit ? 'New segment' : 'See the segments'}
          </Button>
        }
      >
        Publishing makes segments live.{' '}
        {mayEdit ? 'Make a segment first.' : 'None is made yet; editors can do that.'}
      </Empty>
    );
  }
  return (
    <Stack gap="lg">
      {problems.length > 0 && <Problems problems={problems} changes={changes} />}
      {changed.length + moved.length === 0 ? (
        <>
          <Empty icon={IconCircleCheck} title={`${environment.name} is up to date`}>
            {same === 1
              ? `Version ${version - 1} is live, with its one segment as it is now.`
              : `Version ${version - 1} is live, with all ${same} segments as they are now.`}
          </Empty>
          <ConnectPage
            title="How a page asks for its segments"
            environment={environment}
            segment={changes[0] && { key: changes[0].segment, live: true }}
          />
        </>
      ) : (
        <Panel flush title="What would change" about="Users are counted as they are now.">
          <Changes changes={[...changed, ...moved]} version={version} />
        </Panel>
      )}
      {same > 0 && changed.length + moved.length > 0 && (
        <Text size="sm" c="dimmed">
          {same === 1 ? '1 segment stays' : `${same} segments stay`} the same.
        </Text>
      )}
      {(changed.length > 0 || moved.length > 0) && <PublishBar preview={preview} />}
    </Stack>
  );
}

function Changes({
  changes,
  version,
}: {
  changes: PublicationPreview['changes'];
  version: number;
}) {
  const { system, environment } = useWhere();
  // What is live is the version before; it has the words as they are now.
  const { data: live } = useQuery({
    ...publicationQuery(system.key, environment.key, version - 1),
    enabled: version > 1,
  });
  const before = (segment: string) => live?.definitions.find(({ key }) => key === segment);
  return (
    <ul className={classes.list}>
      {changes.map((change) => {
        const old = before(change.segment);
        return (
          <ChangeCard
            key={change.segment}
            {...change}
            before={old?.words ?? null}
            after={change.change === 'removed' ? null : change.words}
            more={old && old.name !== change.name ? [['Name', old.name, change.name]] : undefined}
            users={[change.usersBefore, change.usersAfter]}
          />
        );
      })}
    </ul>
  );
}

function Problems({ problems, changes }: Pick<PublicationPreview, 'problems' | 'changes'>) {
  const path = usePath();
  const name = (key: string) => changes.find(({ segment }) => segment === key)?.name ?? key;
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle size={18} />}
      title="Nothing can be published until this is mended"
      style={{ overflowWrap: 'anywhere' }}
    >
      <List size="sm">
        {problems.map(({ segment, detail }) => (
          <List.Item key={segment}>
            <Anchor
              component={Link}
              to={path(`segments/${segment}`)}
              inherit
              underline="always"
              c="inherit"
            >
              {name(segment)}
            </Anchor>
            : {detail}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

function PublishBar({ preview }: { preview: PublicationPreview }) {
  const { environment } = useWhere();
  const mayPublish = useMay('publisher');
  const [asking, setAsking] = useState(false);
  if (!mayPublish) {
    return (
      <Text size="sm" c="dimmed">
        Publishing needs the role publisher. Ask an administrator, or someone who has it.
      </Text>
    );
  }
  return (
    <>
      <Group justify="flex-end">
        <Button
          size="md"
          leftSection={<IconRocket size={18} stroke={1.7} />}
          disabled={preview.problems.length > 0}
          onClick={() => setAsking(true)}
        >
          Publish to {environment.name} …
        </Button>
      </Group>
      <AskToPublish preview={preview} opened={asking} onClose={() => setAsking(false)} />
    </>
  );
}
