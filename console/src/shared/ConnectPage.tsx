import { Box, Code, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import {
  connectAnswer,
  connectCommand,
  connectScript,
  connectUse,
  EXAMPLE,
  EXAMPLE_SEGMENT,
  sourceWords,
} from './connect';
import classes from './ConnectPage.module.css';
import type { Environment, PageSettings } from './contract';
import { Copyable } from './Copyable';
import { InlineLink } from './InlineLink';
import { Panel } from './Panel';
import { Queried } from './Queried';
import { pageSettingsQuery } from './queries';
import { useHashed } from './useHashed';
import { at, useWhere } from './where';

interface Props {
  title: string;
  environment: Environment;
  /** One of the system for what is shown, rather one that is live; without it there is none. */
  segment?: { key: string; live: boolean };
}

/** How a page of the application asks which segments its user is in: ready to be copied. */
export function ConnectPage({ title, environment, segment }: Props) {
  const { system } = useWhere();
  const query = useQuery(pageSettingsQuery(system.key));
  return (
    <Panel
      title={title}
      about={`Each time that a page loads, it asks Muster in which segments of ${environment.name} its user is. The client key is filled in; it is public.`}
    >
      <Queried query={query}>
        {(settings) => <Ways environment={environment} settings={settings} segment={segment} />}
      </Queried>
    </Panel>
  );
}

interface WaysProps extends Omit<Props, 'title'> {
  settings: PageSettings;
}

function Ways({ environment, settings, segment }: WaysProps) {
  const { name, clientKey, publication, verification } = environment;
  const asked = { server: window.location.origin, clientKey };
  const proof = verification.required;
  const { method } = settings.identifier;
  const { enabled: hashes, salt } = settings.hashing;
  const digest = useHashed(EXAMPLE, salt);
  const user = hashes ? (digest ?? 'HASHED') : EXAMPLE;
  const key = segment?.key ?? EXAMPLE_SEGMENT;
  return (
    <div className={classes.ways}>
      <Stack gap="md" miw={0}>
        <Box>
          <Title order={3} mb={6}>
            In the page
          </Title>
          <Copyable
            block
            name={`script for ${name}`}
            value={connectScript(asked, { method, proof })}
          />
          <Text size="sm" c="dimmed" mt={6}>
            <WhoIsIt environment={environment} settings={settings} /> {whoMayAsk(environment)}
          </Text>
        </Box>
        <Box>
          <Title order={3} mb={6}>
            Whatever is for a segment
          </Title>
          <Copyable block name="marked element" value={connectUse(key)} />
          <Text size="sm" c="dimmed" mt={6}>
            In a script <Code>muster.has(&apos;{key}&apos;)</Code> says the same, once{' '}
            <Code>await muster.ready</Code> is through.
            {!segment && ` ${key} is an example: the system has no segment yet.`}
          </Text>
        </Box>
      </Stack>
      <Stack gap="md" miw={0}>
        <Box>
          <Title order={3} mb={6}>
            To try it, from a terminal
          </Title>
          <Copyable
            block
            name={`command for ${name}`}
            value={connectCommand(asked, { user, proof })}
          />
          {hashes && (
            <Text size="sm" c="dimmed" mt={6}>
              Identifiers are hashed:{' '}
              {digest === null
                ? 'in place of HASHED put the hex SHA-256 of the salt followed by the identifier.'
                : `the user is the hex SHA-256 of the salt followed by ${EXAMPLE}.`}
            </Text>
          )}
        </Box>
        <Box>
          <Title order={3} mb={6}>
            An answer, for example
          </Title>
          <Code block className={classes.answer}>
            {connectAnswer({ publication, segment: segment?.live === false ? null : key, user })}
          </Code>
          <Text size="sm" c="dimmed" mt={6}>
            {publication === null
              ? `Nothing is published to ${name} yet, so nobody is in a segment.`
              : segment?.live === false
                ? `${key} is not live in ${name} yet; publishing makes it so.`
                : 'The keys of the live segments that the user is in at that moment. Of a user whom nobody has told of, known is false.'}
          </Text>
        </Box>
      </Stack>
    </div>
  );
}

/** What the page has to say of its user, and where that is chosen. */
function WhoIsIt({ environment, settings }: Pick<WaysProps, 'environment' | 'settings'>) {
  const { system } = useWhere();
  const { identifier } = settings;
  const link = (page: string, words: string) => (
    <InlineLink to={at(system, environment, page)}>{words}</InlineLink>
  );
  if (environment.verification.required) {
    return (
      <>
        In place of ann@example.com put the identifier that your integrations send, and in place of
        HASH its proof, which {link('pages/access#verification', 'your server makes')}.
      </>
    );
  }
  if (identifier.method === 'call') {
    return (
      <>
        In place of ann@example.com put the identifier that your integrations send. The snippet can
        also {link('pages/user', 'find it by itself')}.
      </>
    );
  }
  return (
    <>
      It finds the user by itself: {sourceWords(identifier)} ({link('pages/user', 'change or try')}
      ).
    </>
  );
}

function whoMayAsk({ allowedOrigins }: Environment): string {
  return allowedOrigins.length === 0
    ? 'Pages of any origin may ask.'
    : `Only pages of ${allowedOrigins.join(', ')} may ask.`;
}
