import { Box, Code, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { connectAnswer, connectCommand, connectScript, connectUse } from './connect';
import classes from './ConnectPage.module.css';
import type { Environment } from './contract';
import { Copyable } from './Copyable';
import { Panel } from './Panel';

interface Props {
  title: string;
  environment: Environment;
  /** One that is live, for the example. */
  segment?: string;
  /** Such as a choice of the environment. */
  actions?: ReactNode;
}

/** How a page of the application asks which segments its user is in: ready to be copied. */
export function ConnectPage({ title, environment, segment, actions }: Props) {
  const { name, clientKey, publication } = environment;
  const asked = { server: window.location.origin, clientKey };
  return (
    <Panel
      title={title}
      about={`Each time that a page loads, it asks Muster in which segments of ${name} its user is. The client key is filled in; it is public.`}
      actions={actions}
    >
      <div className={classes.ways}>
        <Stack gap="md" miw={0}>
          <Box>
            <Title order={3} mb={6}>
              In the page
            </Title>
            <Copyable block name={`script for ${name}`} value={connectScript(asked)} />
            <Text size="sm" c="dimmed" mt={6}>
              In place of ann@example.com put the identifier that your integrations send.{' '}
              {whoMayAsk(environment)}
            </Text>
          </Box>
          <Box>
            <Title order={3} mb={6}>
              Whatever is for a segment
            </Title>
            <Copyable block name="marked element" value={connectUse(segment)} />
            <Text size="sm" c="dimmed" mt={6}>
              In a script <Code>muster.has(&apos;{segment ?? 'premium-customers'}&apos;)</Code> says
              the same, once <Code>await muster.ready</Code> is through.
            </Text>
          </Box>
        </Stack>
        <Stack gap="md" miw={0}>
          <Box>
            <Title order={3} mb={6}>
              To try it, from a terminal
            </Title>
            <Copyable block name={`command for ${name}`} value={connectCommand(asked)} />
          </Box>
          <Box>
            <Title order={3} mb={6}>
              An answer, for example
            </Title>
            <Code block className={classes.answer}>
              {connectAnswer(publication, segment)}
            </Code>
            <Text size="sm" c="dimmed" mt={6}>
              {publication === null
                ? `Nothing is published to ${name} yet, so nobody is in a segment.`
                : 'The keys of the live segments that the user is in at that moment. Of a user whom nobody has told of, known is false.'}
            </Text>
          </Box>
        </Stack>
      </div>
    </Panel>
  );
}

function whoMayAsk({ allowedOrigins }: Environment): string {
  return allowedOrigins.length === 0
    ? 'Pages of any origin may ask.'
    : `Only pages of ${allowedOrigins.join(', ')} may ask.`;
}
