import { Button, Code, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconHeartbeat } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { segmentsHereQuery } from '../segments/queries';
import { ConnectPage } from '../shared/ConnectPage';
import type { PageSettings } from '../shared/contract';
import { FormTrouble } from '../shared/FormTrouble';
import { notifyDone } from '../shared/notify';
import { OpenApplication } from '../shared/OpenApplication';
import { Page } from '../shared/Page';
import { Panel } from '../shared/Panel';
import { fieldErrors } from '../shared/problem';
import { Queried } from '../shared/Queried';
import { pageSettingsQuery } from '../shared/queries';
import { SaveButton } from '../shared/SaveButton';
import { useMay } from '../shared/session';
import { LoadingRows } from '../shared/states';
import { useBase } from '../shared/useBase';
import { usePath, useWhere } from '../shared/where';
import { useChangeSettings } from './queries';

/** What to put into a page, and where the application is. */
export function Component() {
  const { system, environment } = useWhere();
  const path = usePath();
  const query = useQuery(pageSettingsQuery(system.key));
  const segments = useQuery({
    ...segmentsHereQuery(system.key, environment.key),
    // Their users are not shown.
    refetchInterval: false,
  });
  return (
    <Page
      title="Connect your pages"
      about="One script tag in each page. Another environment is chosen at the top."
      actions={
        <Button
          component={Link}
          to={path('pages/installed')}
          variant="default"
          leftSection={<IconHeartbeat size={16} />}
        >
          Is it installed?
        </Button>
      }
    >
      <Queried query={segments}>
        {(items) => (
          <ConnectPage
            title={`Script for ${environment.name}`}
            environment={environment}
            segment={items.find(({ live }) => live) ?? items[0]}
          />
        )}
      </Queried>
      <Panel
        title="Your application"
        about="For a link to it, here and on the system’s page in the settings."
      >
        <Queried query={query} loading={<LoadingRows rows={1} />}>
          {(settings) => <Application key={system.key} settings={settings} />}
        </Queried>
      </Panel>
      <Panel title="Other ways">
        <List size="sm" spacing={6} maw="48rem">
          <List.Item>
            Built into the application instead of a script tag: the snippet as an npm package, in{' '}
            <Code>docs/pages.md</Code>.
          </List.Item>
          <List.Item>
            With an OpenFeature SDK, in apps and on servers too, where a segment is a flag that is
            on or off: <Code>docs/openfeature.md</Code>.
          </List.Item>
          <List.Item>
            With anything that can send a request: page loads in <Code>docs/api.md</Code>.
          </List.Item>
        </List>
      </Panel>
    </Page>
  );
}

const same = (one: PageSettings, other: PageSettings) =>
  one.applicationUrl === other.applicationUrl;

function Application({ settings }: { settings: PageSettings }) {
  const admin = useMay('admin');
  const state = useBase(settings, same);
  const { applicationUrl } = settings;
  if (admin) return <ApplicationForm key={state.round} state={state} />;
  return applicationUrl ? (
    <OpenApplication url={applicationUrl} />
  ) : (
    <Text size="sm" c="dimmed">
      Its address is not entered yet. An administrator can do that.
    </Text>
  );
}

function ApplicationForm({ state }: { state: ReturnType<typeof useBase<PageSettings>> }) {
  const { system } = useWhere();
  const { base, theirs, setDirty } = state;
  const form = useForm({ initialValues: { applicationUrl: base.applicationUrl ?? '' } });
  const save = useChangeSettings(system.key, {
    same,
    onDone: (changed) => {
      state.begin(changed);
      notifyDone('Saved.');
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const dirty = form.isDirty();
  useEffect(() => setDirty(dirty), [dirty, setDirty]);
  return (
    <form
      onSubmit={form.onSubmit(({ applicationUrl }) =>
        save.mutate({
          base,
          change: { applicationUrl: applicationUrl.trim() || null },
        }),
      )}
    >
      <Stack>
        <TextInput
          label="Address"
          description="Where somebody would begin, such as its first page."
          placeholder="https://app.example.com"
          inputMode="url"
          autoCapitalize="off"
          spellCheck={false}
          maw="32rem"
          {...form.getInputProps('applicationUrl')}
        />
        <FormTrouble
          state={state}
          save={save}
          what="setting"
          rows={(theirs) => [
            ['Address', theirs.applicationUrl ?? '–', form.values.applicationUrl || '–'],
          ]}
          fields={['applicationUrl']}
        />
        <Group>
          <SaveButton save={save} dirty={dirty} theirs={theirs} />
          {base.applicationUrl && <OpenApplication url={base.applicationUrl} />}
        </Group>
      </Stack>
    </form>
  );
}
