import { Alert, Box, Button, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { EVERYBODY } from '../conditions/condition';
import { countQuery } from '../conditions/queries';
import { Confirm } from '../shared/Confirm';
import type { PageSettings, PageSettingsChange } from '../shared/contract';
import { Copyable } from '../shared/Copyable';
import { FormProblem } from '../shared/FormProblem';
import { InlineLink } from '../shared/InlineLink';
import { notifyDone } from '../shared/notify';
import { OnOff } from '../shared/OnOff';
import { Panel } from '../shared/Panel';
import { fieldErrors } from '../shared/problem';
import { useMay } from '../shared/session';
import { count } from '../shared/time';
import { usePath, useWhere } from '../shared/where';
import { useChangeSettings } from './queries';

/** What is done with the way in which identifiers are kept. */
type Change = 'on' | 'salt' | 'off';

const ASKED: Record<Change, { title: string; action: string; done: string }> = {
  on: {
    title: 'Keep identifiers hashed only?',
    action: 'Hash them',
    done: 'Identifiers are hashed from now on.',
  },
  salt: {
    title: 'Hash with another salt?',
    action: 'Change the salt',
    done: 'Identifiers are hashed with another salt from now on.',
  },
  off: {
    title: 'Keep identifiers as they are?',
    action: 'Hash them no more',
    done: 'Identifiers are kept as they are from now on.',
  },
};

/** Whether identifiers leave browsers, and are kept, as a hash only. */
export function Hashing({ settings }: { settings: PageSettings }) {
  const admin = useMay('admin');
  const [asked, setAsked] = useState<Change | null>(null);
  const { enabled, salt } = settings.hashing;
  return (
    <Panel
      title="Hashing of identifiers"
      about="With it Muster gets users by a hash only: browsers send the SHA-256 of a salt and the identifier, and what integrations send is hashed the same way as it comes in."
      actions={<OnOff on={enabled} words={['Hashed', 'As they are']} />}
    >
      <Stack gap="md" align="flex-start">
        {enabled ? (
          <>
            <Box w="100%">
              <Text size="sm" fw={500} mb={4}>
                Salt
              </Text>
              <Copyable wrap value={salt ?? ''} name="salt" />
              <Text size="xs" c="dimmed" mt={6}>
                It stands in the snippet, and is no secret. Whoever hashes by themselves, as with an
                OpenFeature SDK, sends the hex SHA-256 of the salt followed by the identifier.
              </Text>
            </Box>
            <Text size="sm" maw="46rem">
              Lists show the hashes; the search under Users still finds somebody by the whole
              identifier. Pages need TLS, without which browsers make no hashes.
            </Text>
          </>
        ) : (
          <Text size="sm" maw="46rem">
            Off: identifiers are kept as integrations and pages send them. Decide before there are
            users; each gets another identifier by it.
          </Text>
        )}
        <Text size="sm" maw="46rem">
          {enabled
            ? 'Still kept as they were sent: the identifiers of users who were known before it, until those are erased, and what stands in deliveries that were refused, in whole or in part. '
            : 'Not hashed by it: the identifiers of users who are known before it, until those are erased, and what stands in deliveries that are refused, in whole or in part. '}
          <KeptPayloads />
        </Text>
        {admin && (
          <Group gap="xs">
            {enabled && (
              <Button variant="default" size="xs" onClick={() => setAsked('salt')}>
                Change the salt …
              </Button>
            )}
            <Button variant="default" size="xs" onClick={() => setAsked(enabled ? 'off' : 'on')}>
              {enabled ? 'Turn hashing off …' : 'Turn hashing on …'}
            </Button>
          </Group>
        )}
      </Stack>
      <Ask settings={settings} change={asked} onClose={() => setAsked(null)} />
    </Panel>
  );
}

interface AskProps {
  settings: PageSettings;
  change: Change | null;
  onClose: () => void;
}

function Ask({ settings, change, onClose }: AskProps) {
  const { system } = useWhere();
  // What was asked stays while the dialog closes.
  const [shown, setShown] = useState<Change>('on');
  const [salt, setSalt] = useState('');
  const [open, setOpen] = useState(false);
  const save = useChangeSettings(system.key, {
    same: (one, other) => one.hashing.salt === other.hashing.salt,
    onDone: () => {
      onClose();
      notifyDone(ASKED[shown].done);
    },
  });
  if ((change !== null) !== open) {
    setOpen(change !== null);
    if (change !== null) {
      setShown(change);
      setSalt('');
      save.reset();
    }
  }
  const { title, action } = ASKED[shown];
  return (
    <Confirm
      opened={change !== null}
      onClose={onClose}
      title={title}
      action={action}
      typed={system.key}
      pending={save.isPending}
      onConfirm={() =>
        save.mutate({
          base: settings,
          confirm: true,
          change: { hashing: hashingOf(shown, salt.trim()) },
        })
      }
    >
      <Stack gap="sm">
        <Alert
          color="red"
          icon={<IconAlertTriangle size={18} />}
          title={
            shown === 'off'
              ? 'Whoever is known by a hash becomes another'
              : 'Everybody becomes another'
          }
        >
          <Text size="sm">
            {shown === 'off'
              ? 'Who has become known since identifiers are hashed stays under the hash, where neither a page nor an integration finds them: for pages they are not known, and in no segment, until integrations have told of them anew. Who was known before hashing is found again, as they were then.'
              : 'Who is known by now stays under the identifier of before, where neither a page nor an integration finds them: for pages nobody is known, and nobody is in a segment, until integrations have told of all users anew.'}
          </Text>
          <KnownNow />
        </Alert>
        <List size="sm" spacing={4}>
          <List.Item>
            {shown === 'on'
              ? 'Those of before are not erased by it: they stay in lists and counts, with their identifiers as they are.'
              : 'Those of before are not erased by it, and stay in lists and counts.'}
          </List.Item>
          <List.Item>
            {shown === 'on'
              ? 'Browsers keep the snippet for five minutes: as long some may still send identifiers as they are.'
              : 'Pages follow within five minutes, as they keep the snippet for so long.'}
          </List.Item>
          {shown === 'on' && (
            <List.Item>
              What was sent in deliveries that are refused, in whole or in part, is kept as it is.{' '}
              <KeptPayloads />
            </List.Item>
          )}
          <List.Item>
            {shown === 'off'
              ? 'Proofs are made of the identifier again, instead of its hash.'
              : 'Proofs of identity verification are made of the hash: the code for them changes.'}
          </List.Item>
        </List>
        {shown !== 'off' && (
          <TextInput
            label="Salt"
            description="8 to 200 characters. Left empty, a random one is made. It is public."
            placeholder="random"
            value={salt}
            onChange={(event) => setSalt(event.currentTarget.value)}
            error={fieldErrors(save.error)['hashing.salt']}
            autoComplete="off"
            spellCheck={false}
          />
        )}
        <FormProblem error={save.error} fields={['hashing.salt']} />
      </Stack>
    </Confirm>
  );
}

/** What is sent; without a salt the server makes the first, but keeps the one that there is. */
function hashingOf(change: Change, salt: string): PageSettingsChange['hashing'] {
  if (change === 'off') return { enabled: false };
  const made = salt || (change === 'salt' ? fresh() : '');
  return { enabled: true, ...(made ? { salt: made } : {}) };
}

const SALT_BYTES = 20;

/** Random, in hex. */
const fresh = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(SALT_BYTES)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

/** For how long what was refused is kept, and where that is turned off. */
function KeptPayloads() {
  const path = usePath();
  return (
    <>
      What was refused is kept for 72 hours, unless the server is set otherwise; an{' '}
      <InlineLink to={path('integrations')}>integration</InlineLink> can keep none, by its settings.
    </>
  );
}

/** How many that concerns. */
function KnownNow() {
  const { system } = useWhere();
  const counts = useQueries({
    queries: system.environments.map(({ key }) => countQuery(system.key, key, EVERYBODY)),
  });
  if (counts.some(({ data }) => data === undefined)) return null;
  return (
    <Text size="sm" mt={6}>
      Known by now:{' '}
      {system.environments.map(({ key, name }, at) => (
        <span key={key}>
          {at > 0 && ', '}
          {count(counts[at]?.data?.total ?? 0)} in {name}
        </span>
      ))}
      .
    </Text>
  );
}
