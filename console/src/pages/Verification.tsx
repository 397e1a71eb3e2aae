import {
  Alert,
  Box,
  Button,
  Code,
  Group,
  List,
  SegmentedControl,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { IconAlertTriangle, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, taken } from '../shared/api';
import { Confirm } from '../shared/Confirm';
import type { Environment, PageLoadCheck } from '../shared/contract';
import { Copyable } from '../shared/Copyable';
import { InlineLink } from '../shared/InlineLink';
import { notifyDone } from '../shared/notify';
import { OnOff } from '../shared/OnOff';
import { Panel } from '../shared/Panel';
import { pageSettingsQuery } from '../shared/queries';
import { useMay } from '../shared/session';
import { ShownOnce } from '../shared/ShownOnce';
import { count } from '../shared/time';
import { usePath, useWhere } from '../shared/where';
import { When } from '../shared/When';
import { LANGUAGES, PAGE_SAMPLE } from './proofs';
import { pageLoadsQuery, useChangeEnvironment } from './queries';
import classes from './Verification.module.css';

const SECRETS_MAX = 2;

/** Whether pages have to prove whose segments they ask for, by what, and how that is done. */
export function Verification() {
  const { environment } = useWhere();
  const { required, secrets } = environment.verification;
  return (
    <div id="verification" className={classes.anchor}>
      <Panel
        title="Identity verification"
        about="Without it whoever has the client key can ask for anybody’s segments by their identifier. With it the application’s own server proves each identifier."
        actions={<OnOff on={required} words={['Required', 'Not required']} />}
      >
        <Stack gap="xl">
          <Step number={1} title="A secret for your server">
            <Secrets />
          </Step>
          <Step number={2} title="Your server proves who is signed in">
            <Samples />
          </Step>
          <Step number={3} title="Page loads without a proof are refused">
            {secrets.length === 0 ? (
              <Text size="sm" c="dimmed">
                Can be required once there is a secret.
              </Text>
            ) : (
              <Required />
            )}
          </Step>
        </Stack>
      </Panel>
    </div>
  );
}

interface StepProps {
  number: number;
  title: string;
  children: React.ReactNode;
}

function Step({ number, title, children }: StepProps) {
  return (
    <Box>
      <Title order={3} mb={8}>
        {number}. {title}
      </Title>
      {children}
    </Box>
  );
}

function Secrets() {
  const { environment } = useWhere();
  const admin = useMay('admin');
  const { required, secrets } = environment.verification;
  const [removing, setRemoving] = useState<string | null>(null);
  const last = required && secrets.length === 1;
  return (
    <Stack gap="sm">
      {secrets.length === 0 ? (
        <Text size="sm" c="dimmed">
          There is none yet.{!admin && ' An administrator can make one.'}
        </Text>
      ) : (
        <ul className={classes.secrets} aria-label="Secrets">
          {secrets.map(({ id, createdAt, createdBy }) => (
            <li key={id}>
              <Code>{id}…</Code>
              <Text size="sm" c="dimmed" className={classes.made}>
                made <When at={createdAt} /> by {createdBy}
              </Text>
              {admin && (
                <Button
                  variant="default"
                  size="xs"
                  disabled={last}
                  aria-label={`Remove the secret ${id}…`}
                  onClick={() => setRemoving(id)}
                >
                  Remove …
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {admin && last && (
        <Text size="xs" c="dimmed">
          The last one stays as long as proofs are required.
        </Text>
      )}
      {admin && <MakeSecret />}
      <RemoveSecret id={removing} onClose={() => setRemoving(null)} />
    </Stack>
  );
}

function MakeSecret() {
  const { system, environment } = useWhere();
  const client = useQueryClient();
  const [secret, setSecret] = useState<string | null>(null);
  const { secrets } = environment.verification;
  const make = useMutation({
    mutationFn: () =>
      taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/verification-secrets', {
          params: { path: { system: system.key, environment: environment.key } },
        }),
      ),
    onSuccess: async (made) => {
      setSecret(made.secret);
      await client.invalidateQueries({ queryKey: ['systems'] });
    },
  });
  return (
    <>
      {secrets.length < SECRETS_MAX ? (
        <Group gap="sm">
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            loading={make.isPending}
            onClick={() => make.mutate()}
          >
            {secrets.length === 0 ? 'Make a secret' : 'Make another secret'}
          </Button>
          {secrets.length === 1 && (
            <Text size="xs" c="dimmed" className={classes.made}>
              To replace the first: both are good until you remove one.
            </Text>
          )}
        </Group>
      ) : (
        <Text size="xs" c="dimmed">
          Proofs made with either are good. Once your server uses the new one, remove the old one.
        </Text>
      )}
      <ShownOnce
        title={`Secret of ${environment.name}`}
        value={secret}
        name="secret"
        onClose={() => setSecret(null)}
      >
        It belongs on your application’s server, as <Code>MUSTER_SECRET</Code> in its environment,
        and never into a page: whoever has it can ask for anybody’s segments.
      </ShownOnce>
    </>
  );
}

function RemoveSecret({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { system, environment } = useWhere();
  const client = useQueryClient();
  const { required, secrets } = environment.verification;
  const remove = useMutation({
    mutationFn: (secret: string) =>
      taken(
        api.DELETE(
          '/api/v1/systems/{system}/environments/{environment}/verification-secrets/{secret}',
          { params: { path: { system: system.key, environment: environment.key, secret } } },
        ),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['systems'] });
      onClose();
      notifyDone('The secret is removed.');
    },
  });
  // It stays in the dialog while that closes.
  const [shown, setShown] = useState(id);
  if (id !== null && id !== shown) setShown(id);
  return (
    <Confirm
      opened={id !== null}
      onClose={onClose}
      title={`Remove the secret ${shown ?? ''}…?`}
      action="Remove it"
      pending={remove.isPending}
      onConfirm={() => id !== null && remove.mutate(id)}
    >
      {required
        ? 'Proofs made with it are refused from then on, and whoever sends one is in no segment. Remove it once your server uses the other.'
        : secrets.length === 1
          ? 'Proofs are not looked at as long as none are required. It cannot be had back.'
          : 'Proofs made with it will not be good once they are required. It cannot be had back.'}
    </Confirm>
  );
}

function Samples() {
  const { system } = useWhere();
  const { data } = useQuery(pageSettingsQuery(system.key));
  const [chosen, setChosen] = useState(LANGUAGES[0]!.value);
  const language = LANGUAGES.find(({ value }) => value === chosen)!;
  const salt = data?.hashing.salt ?? null;
  return (
    <Stack gap="sm">
      <Text size="sm" maw="46rem">
        The proof is the HMAC-SHA256 of {salt === null ? 'the identifier' : 'the hashed identifier'}
        , in hex, keyed with the secret. Make it for who is signed in and for nobody else, never for
        an identifier that the page sends.
        {salt !== null && ' The page still says the identifier as it is; the snippet hashes it.'}
      </Text>
      <SegmentedControl
        classNames={{ root: classes.languages, control: classes.language }}
        withItemsBorders={false}
        aria-label="Language"
        size="sm"
        data={LANGUAGES.map(({ value, label }) => ({ value, label }))}
        value={chosen}
        onChange={setChosen}
      />
      <Copyable block name={`code for ${language.label}`} value={language.sample(salt)} />
      <Text size="sm">And in the page that it makes, with both filled in:</Text>
      <Copyable block name="line for the page" value={PAGE_SAMPLE} />
      {data && data.identifier.method !== 'call' && (
        <Alert color="yellow" icon={<IconAlertTriangle size={18} />}>
          What the snippet finds by itself has no proof with it. Where proofs are required the page
          has to say both, as above.
        </Alert>
      )}
    </Stack>
  );
}

function Required() {
  const { system, environment } = useWhere();
  const admin = useMay('admin');
  const path = usePath();
  const { required } = environment.verification;
  const [asking, setAsking] = useState(false);
  const { data: check } = useQuery({
    ...pageLoadsQuery(system.key, environment.key),
    enabled: asking && !required,
  });
  const change = useChangeEnvironment(system.key, {
    same: (one, other) => one.verification.required === other.verification.required,
    onDone: (changed) => {
      setAsking(false);
      notifyDone(
        changed.verification.required
          ? `Page loads of ${changed.name} need a proof from now on.`
          : `Page loads of ${changed.name} need no proof any more.`,
      );
    },
  });
  return (
    <Stack gap="sm" align="flex-start">
      <Text size="sm" maw="46rem">
        {required
          ? 'Page loads that send no proof, or one that is not right, are refused: their users are in no segment.'
          : 'Not yet: proofs are counted, and none is needed. Require them once all pages send one.'}
      </Text>
      {admin && (
        <Button variant={required ? 'default' : 'filled'} size="xs" onClick={() => setAsking(true)}>
          {required ? 'Require no proof …' : 'Require a proof …'}
        </Button>
      )}
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={
          required
            ? `Require no proof in ${environment.name}?`
            : `Require a proof in ${environment.name}?`
        }
        action={required ? 'Require none' : 'Require it'}
        pending={change.isPending}
        onConfirm={() =>
          change.mutate({ base: environment, change: { verificationRequired: !required } })
        }
      >
        {required ? (
          <>
            Whoever has the client key, which stands in each page, can then ask for anybody’s
            segments by their identifier.
          </>
        ) : (
          <Stack gap="xs">
            <Text size="sm">
              From then on each page load without a proof is refused, and the page shows nothing of
              any segment. Before you do it:
            </Text>
            <List size="sm" spacing={4}>
              <List.Item>Your server has the secret, and makes the proof as above.</List.Item>
              <List.Item>
                Every page says it, also those that a browser or a proxy still keeps.
              </List.Item>
              <List.Item>So does whatever asks by an OpenFeature SDK or by itself.</List.Item>
            </List>
            <AsksNow environment={environment} check={check} />
          </Stack>
        )}
      </Confirm>
      {required && (
        <Text size="sm">
          <InlineLink to={path('pages/installed')}>See whether page loads are refused</InlineLink>
        </Text>
      )}
    </Stack>
  );
}

/** Whether anybody would notice. */
function AsksNow({ environment, check }: { environment: Environment; check?: PageLoadCheck }) {
  const path = usePath();
  if (check === undefined) return null;
  const { all, unproved } = check.lastHour;
  return (
    <Text size="sm" fw={500}>
      {all === 0
        ? `No page load was answered in ${environment.name} in the last hour.`
        : unproved === 0
          ? `All ${count(all)} page loads that were answered in ${environment.name} in the last hour had a right proof.`
          : `${count(unproved)} of the ${count(all)} page loads that were answered in ${environment.name} in the last hour had no right proof: such ones would be refused.`}{' '}
      <InlineLink to={path('pages/installed')}>Where they come from</InlineLink>
    </Text>
  );
}
