import { Badge, Box, Group, Text, Title } from '@mantine/core';
import type { Alerts } from '../../shared/contract';
import { When } from '../../shared/When';
import classes from './Health.module.css';
import { KINDS } from './words';

const CHANNELS = { email: 'E-mail', webhook: 'Webhook' } as const;

/** What was told, the latest first, and how each went out. */
export function AlertLog({ told }: { told: Alerts['told'] }) {
  return (
    <Box mt="xl">
      <Title order={3} size="h5">
        What was told
      </Title>
      {told.length === 0 ? (
        <Text size="sm" c="dimmed" mt={4}>
          Nothing yet.
        </Text>
      ) : (
        <ul className={classes.list} aria-label="Alerts that were told">
          {told.map(({ number, at, state, kind, words, ways }) => (
            <Box component="li" key={number} mt="sm">
              <Group gap="xs">
                <Badge variant="light" color={state === 'over' ? 'green' : 'orange'}>
                  {state === 'over' ? 'Over' : 'Began'}
                </Badge>
                <Text size="sm" fw={550}>
                  {KINDS[kind]}
                </Text>
                <Text size="xs" c="dimmed">
                  <When at={at} />
                </Text>
              </Group>
              <Text size="sm" mt={2} className={classes.name}>
                {words}
              </Text>
              {ways.map(({ channel, status, problem }) => (
                <Text key={channel} size="xs" c="dimmed" className={classes.name}>
                  {CHANNELS[channel]}:{' '}
                  {status === 'sent'
                    ? 'sent'
                    : status === 'waiting'
                      ? 'not sent yet, it is tried again'
                      : 'not sent'}
                  {problem !== null && `. ${problem}`}
                </Text>
              ))}
            </Box>
          ))}
        </ul>
      )}
    </Box>
  );
}
