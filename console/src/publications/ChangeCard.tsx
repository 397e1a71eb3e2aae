import { Anchor, Badge, Box, Group, Skeleton, Text } from '@mantine/core';
import { Link } from 'react-router';
import { Changed } from '../shared/Changed';
import { count } from '../shared/time';
import { usePath } from '../shared/where';
import classes from './ChangeCard.module.css';

export type Change = 'added' | 'changed' | 'removed' | 'same';

const COLORS: Record<Change, string> = {
  added: 'green',
  changed: 'yellow',
  removed: 'red',
  same: 'gray',
};

/** How many come in and go out: a number, not to be known, or on its way. */
type Moving = number | null | undefined;

interface Props {
  segment: string;
  name: string;
  change: Change;
  /** Conditions in words; null on the side where there is none. */
  before: string | null;
  after: string | null;
  /** Other texts that change: label, before, after. */
  more?: [label: string, before: string, after: string][];
  entering: Moving;
  leaving: Moving;
  /** How many are in it before and after, where that was counted. */
  users?: [before: number | null, after: number | null];
  needsPage: boolean;
}

/** What a publication does to one segment, and to the users in it. */
export function ChangeCard(props: Props) {
  const { segment, name, change, before, after, more = [], needsPage } = props;
  const path = usePath();
  return (
    <Box component="li" className={classes.card}>
      <Group gap="xs" wrap="wrap" className={classes.head}>
        <Badge variant="light" color={COLORS[change]} tt="none">
          {change === 'same' ? 'same condition' : change}
        </Badge>
        <Anchor
          component={Link}
          to={path(`segments/${segment}`)}
          fw={550}
          c="inherit"
          className={classes.name}
        >
          {name}
        </Anchor>
        <Box className={classes.moving}>
          {needsPage ? (
            <Text size="xs" c="dimmed">
              who is in it shows at page load
            </Text>
          ) : (
            <Counts {...props} />
          )}
        </Box>
      </Group>
      {more.map(([label, old, now]) => (
        <Changed key={label} label={label} before={old} after={now} />
      ))}
      {change === 'changed' && before !== after ? (
        <Changed before={before} after={after} />
      ) : (
        <Text size="sm" mt={6} className={classes.words}>
          {after ?? before}
        </Text>
      )}
    </Box>
  );
}

function Counts({ entering, leaving, users }: Props) {
  if (entering === undefined || leaving === undefined) return <Skeleton h={20} w={130} />;
  if (entering === null || leaving === null) {
    return (
      <Text size="xs" c="dimmed">
        users not counted
      </Text>
    );
  }
  return (
    <Group gap="sm" wrap="wrap">
      <Text size="sm" className={`numbers ${entering > 0 ? classes.enter : classes.none}`}>
        +{count(entering)} enter
      </Text>
      <Text size="sm" className={`numbers ${leaving > 0 ? classes.leave : classes.none}`}>
        −{count(leaving)} leave
      </Text>
      {users && users[0] !== null && users[1] !== null && (
        <Text size="sm" c="dimmed" className="numbers">
          {count(users[0])} → {count(users[1])} users
        </Text>
      )}
    </Group>
  );
}
