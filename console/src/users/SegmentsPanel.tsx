import { Anchor, Badge, Button, List, Text } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from 'react-router';
import { RuleReasons, ShortReason, verdict } from '../conditions/RuleReasons';
import type { SegmentReason, User } from '../shared/contract';
import { Panel } from '../shared/Panel';
import { usePath, useWhere } from '../shared/where';
import classes from './UserPage.module.css';

/** In which live segments a user is, and why; also why not in the others. */
export function SegmentsPanel({ user }: { user: User }) {
  const { environment } = useWhere();
  const path = usePath();
  const order = (holds: boolean | null) => (holds === true ? 0 : holds === null ? 1 : 2);
  const reasons = user.reasons.toSorted((a, b) => order(a.holds) - order(b.holds));
  return (
    <Panel
      title="Segments"
      about={`Those that are live in ${environment.name}, and why the user is in them or not.`}
    >
      {reasons.length === 0 ? (
        <>
          <Text size="sm" c="dimmed" mb="sm">
            No segment is live in {environment.name} yet.
          </Text>
          <Button component={Link} to={path('publish')} variant="default" size="xs">
            See what can be published
          </Button>
        </>
      ) : (
        <ul className={classes.segments}>
          {reasons.map((reason) => (
            <li key={reason.segment}>
              <Reason reason={reason} reasons={reasons} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

interface ReasonProps {
  reason: SegmentReason;
  /** All of the live ones, for those inside of it. */
  reasons: SegmentReason[];
}

function Reason({ reason, reasons }: ReasonProps) {
  const path = usePath();
  const { holds, errors, rules } = reason;
  const [color, words] = verdict(reason);
  return (
    <details>
      <summary>
        <IconChevronRight size={15} className={classes.chevron} aria-hidden />
        <span className={classes.segment}>{reason.name}</span>
        <Badge variant={holds === false ? 'outline' : 'light'} color={color}>
          {words}
        </Badge>
        <span className={classes.short}>
          <ShortReason reason={reason} />
        </span>
      </summary>
      <div className={classes.reasons}>
        {errors.length > 0 && (
          <List size="sm" mb="xs">
            {errors.map(({ path: where, reason: why }) => (
              <List.Item key={`${where} ${why}`}>{why}</List.Item>
            ))}
          </List>
        )}
        {rules.length > 1 && (
          <Text size="sm" c="dimmed" mb={6} style={{ overflowWrap: 'anywhere' }}>
            {reason.words}
          </Text>
        )}
        {rules.length === 0 && errors.length === 0 && (
          <Text size="sm">There is no rule, so everybody is in it.</Text>
        )}
        <RuleReasons rules={rules} segments={reasons} above={[reason.segment]} />
        <Anchor component={Link} to={path(`segments/${reason.segment}`)} size="sm">
          Open the segment
        </Anchor>
      </div>
    </details>
  );
}
