import { Alert, Button, Code, Text, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api, taken } from '../../shared/api';
import { Confirm } from '../../shared/Confirm';
import type { EndpointSecret, Environment, Integration } from '../../shared/contract';
import { notifyDone } from '../../shared/notify';
import { Panel } from '../../shared/Panel';
import { Queried } from '../../shared/Queried';
import { useMay } from '../../shared/session';
import { When } from '../../shared/When';
import { useWhere } from '../../shared/where';
import { presetOf, presetQuery } from '../preset/presets';
import { integrationsKey } from '../queries';
import { AddSecret } from './AddSecret';
import { secretsQuery } from './queries';
import { aboutSecret } from './schemes';
import classes from './Secrets.module.css';

/** How many an endpoint may have. */
const SECRETS_MAX = 3;

interface Props {
  integration: Integration;
  /** Whose endpoint they are of. */
  environment: Environment;
  actions?: ReactNode;
}

/** What the sender proves its calls with: which secrets there are, and how they are changed. */
export function Secrets({ integration, environment, actions }: Props) {
  const { system } = useWhere();
  const mayEdit = useMay('editor');
  const query = useQuery(secretsQuery(system.key, integration.key));
  const { data: preset } = useQuery(presetQuery(presetOf(integration)));
  const signature = integration.receiving?.signature;
  // Access tokens are fetched by a client of the whole installation.
  if (!signature || signature.scheme === 'oauth2') return null;
  const asPreset = preset?.receiving.signature?.scheme === signature.scheme;
  const missing = integration.endpoints?.[environment.key]?.secretMissing === true;
  const has = query.data?.some((one) => one.environment === environment.key) === true;
  return (
    <Panel
      title={`Secrets of ${environment.name}`}
      about={asPreset ? preset.secret.where : aboutSecret(signature.scheme, signature.header ?? '')}
      actions={actions}
    >
      <Stack gap="sm">
        {missing && (
          <Alert
            color="red"
            variant="light"
            icon={<IconAlertTriangle />}
            title={`${has ? 'No secret that can be used' : 'No secret yet'}: every call to ${environment.name} is refused`}
          >
            Calls have to prove that they are the sender’s, and without a secret none can.{' '}
            {mayEdit ? 'Give it one below.' : 'Ask an editor to give it one.'}
          </Alert>
        )}
        <Queried query={query}>
          {(all) => {
            const secrets = all.filter((one) => one.environment === environment.key);
            return (
              <>
                <Listed integration={integration} secrets={secrets} mayEdit={mayEdit} />
                {mayEdit &&
                  (secrets.length < SECRETS_MAX ? (
                    <AddSecret
                      // A new one begins with empty fields.
                      key={`${environment.key} ${secrets.length}`}
                      integration={integration}
                      environment={environment}
                      chosenHere={asPreset ? preset.secret.from === 'you' : null}
                    />
                  ) : (
                    <Text size="sm" c="dimmed">
                      There are {SECRETS_MAX}, as many as there may be. Remove one that the sender
                      no longer uses before you add another.
                    </Text>
                  ))}
              </>
            );
          }}
        </Queried>
        <details className={classes.fold}>
          <summary>How to change a secret without losing a call</summary>
          <Text size="sm" mt={4} maw="46rem">
            Add the new secret here first: from then on both are good. Then let the sender sign with
            the new one. Once calls come in with the new one and none with the old one, remove the
            old one.
          </Text>
        </details>
      </Stack>
    </Panel>
  );
}

interface ListedProps {
  integration: Integration;
  secrets: EndpointSecret[];
  mayEdit: boolean;
}

const called = ({ hint, id }: EndpointSecret) => (hint ? `…${hint}` : `number ${id}`);

function Listed({ integration, secrets, mayEdit }: ListedProps) {
  const [removing, setRemoving] = useState<EndpointSecret | null>(null);
  return (
    <>
      {secrets.length > 0 && (
        <ul className={classes.list} aria-label="Secrets">
          {secrets.map((secret) => (
            <li key={secret.id}>
              <Code>{called(secret)}</Code>
              <Text size="sm" c="dimmed" className={classes.made}>
                since <When at={secret.createdAt} />, by {secret.createdBy}
                <br />
                {secret.lastUsedAt ? (
                  <>
                    last call with it <When at={secret.lastUsedAt} />
                  </>
                ) : (
                  'no call with it since the server started'
                )}
                {secret.trouble && (
                  <Text span display="block" size="sm" c="var(--mantine-color-error)">
                    It cannot be used: {secret.trouble}.{' '}
                    {mayEdit
                      ? 'Remove it, and add the sender’s secret once more.'
                      : 'Ask an editor to replace it.'}
                  </Text>
                )}
              </Text>
              {mayEdit && (
                <Button
                  variant="default"
                  size="xs"
                  aria-label={`Remove the secret ${called(secret)}`}
                  onClick={() => setRemoving(secret)}
                >
                  Remove …
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <Remove
        integration={integration}
        secret={removing}
        last={secrets.length === 1}
        onClose={() => setRemoving(null)}
      />
    </>
  );
}

interface RemoveProps {
  integration: Integration;
  /** Null while none is asked about. */
  secret: EndpointSecret | null;
  last: boolean;
  onClose: () => void;
}

function Remove({ integration, secret, last, onClose }: RemoveProps) {
  const { system } = useWhere();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (id: number) =>
      taken(
        api.DELETE('/api/v1/systems/{system}/integrations/{integration}/secrets/{secret}', {
          params: {
            path: { system: system.key, integration: integration.key, secret: String(id) },
          },
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: integrationsKey(system.key) });
      onClose();
      notifyDone('The secret is removed.');
    },
  });
  // It stays in the dialog while that closes.
  const [shown, setShown] = useState(secret);
  if (secret !== null && secret !== shown) setShown(secret);
  return (
    <Confirm
      opened={secret !== null}
      onClose={onClose}
      title={`Remove the secret ${shown ? called(shown) : ''}?`}
      action="Remove it"
      pending={remove.isPending}
      onConfirm={() => secret && remove.mutate(secret.id)}
    >
      {last
        ? 'It is the last one: every call is refused from then on, until there is another. It cannot be had back.'
        : 'Calls that are signed with it are refused from then on. It cannot be had back.'}
    </Confirm>
  );
}
