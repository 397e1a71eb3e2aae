import { Group, Text, Title } from '@mantine/core';
import { InlineLink } from '../../shared/InlineLink';
import type { HealthFinding, Integration } from '../../shared/contract';
import { Panel } from '../../shared/Panel';
import { When } from '../../shared/When';
import { usePath } from '../../shared/where';
import classes from './Health.module.css';
import { KINDS, placesOf } from './words';

/** What is found: since when, what it is, what to do, and where. */
export function Findings({
  integration,
  findings,
}: {
  integration: Integration;
  findings: HealthFinding[];
}) {
  const path = usePath();
  return (
    <Panel flush title="What to look at">
      <ul className={classes.list}>
        {findings.map(({ kind, property, since, upload, words, whatToDo }) => (
          <li key={`${kind} ${property}`} className={classes.finding}>
            <Group justify="space-between" gap="xs" align="baseline">
              <Title order={3} size="h5">
                {KINDS[kind]}
              </Title>
              {since !== null && (
                <Text size="xs" c="dimmed">
                  <When at={since} />
                </Text>
              )}
            </Group>
            {/* Its title says it all. */}
            {kind !== 'nothing-ever' && (
              <Text size="sm" mt={4} className={classes.name}>
                {words}
              </Text>
            )}
            <Text size="sm" mt={4} c="dimmed" className={classes.name}>
              {whatToDo}
            </Text>
            <Group gap="md" mt="xs">
              {placesOf(integration.kind, kind, { property, upload }).map(({ to, label }) => (
                <InlineLink key={to} to={path(`integrations/${integration.key}/${to}`)}>
                  {label}
                </InlineLink>
              ))}
            </Group>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
