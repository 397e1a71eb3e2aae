import { Badge, Checkbox, Code, Group, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { asSetUp } from '../conditions/fields';
import { typeLabel } from '../integrations/mapping';
import { integrationsQuery } from '../integrations/queries';
import type { Attributes, PageSettings } from '../shared/contract';
import { FormTrouble } from '../shared/FormTrouble';
import { InlineLink } from '../shared/InlineLink';
import { notifyDone } from '../shared/notify';
import { Panel } from '../shared/Panel';
import { Queried } from '../shared/Queried';
import { attributesQuery, pageSettingsQuery } from '../shared/queries';
import { SaveButton } from '../shared/SaveButton';
import { useMay } from '../shared/session';
import { LoadingRows } from '../shared/states';
import { useBase } from '../shared/useBase';
import { useLeaveGuard } from '../shared/useLeaveGuard';
import { usePath, useWhere } from '../shared/where';
import { useChangeSettings } from './queries';
import classes from './VisibleAttributes.module.css';

const listed = ({ visibleAttributes }: PageSettings) => visibleAttributes.toSorted().join(', ');
const same = (one: PageSettings, other: PageSettings) => listed(one) === listed(other);

/** Which attributes' values pages get, too. */
export function VisibleAttributes({ settings }: { settings: PageSettings }) {
  const { system } = useWhere();
  const admin = useMay('admin');
  const state = useBase(settings, same);
  const attributes = useQuery(attributesQuery(system.key));
  return (
    <Panel
      title="Visible attributes"
      about={
        admin
          ? 'The values of those that are ticked go into the browser with the segments, where the user, and whoever sits in front of it, can read them. None is needed for segments.'
          : 'The values of those that are ticked go into the browser with the segments. Only an administrator can change it.'
      }
    >
      <Queried query={attributes} loading={<LoadingRows rows={4} height={20} />}>
        {({ items }) => <Choice key={state.round} state={state} attributes={items} />}
      </Queried>
    </Panel>
  );
}

interface Props {
  state: ReturnType<typeof useBase<PageSettings>>;
  attributes: Attributes['items'];
}

function Choice({ state, attributes }: Props) {
  const { system } = useWhere();
  const client = useQueryClient();
  const path = usePath();
  const admin = useMay('admin');
  const { base, theirs, setDirty } = state;
  const form = useForm({ initialValues: { visibleAttributes: base.visibleAttributes.toSorted() } });
  const save = useChangeSettings(system.key, {
    same,
    onDone: (changed) => {
      state.begin(changed);
      notifyDone(
        changed.visibleAttributes.length === 0
          ? 'Saved. Pages get no attributes.'
          : 'Saved. Pages get them at the next page load.',
      );
    },
  });
  const { visibleAttributes } = form.values;
  const dirty = form.isDirty();
  useEffect(() => setDirty(dirty), [dirty, setDirty]);
  const { guard } = useLeaveGuard(dirty);
  const { data: integrations } = useQuery(integrationsQuery(system.key));
  const groups = groupsOf(attributes, integrations ?? []);
  if (groups.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        The system has no attributes yet: they come with{' '}
        <InlineLink to={path('integrations')}>integrations</InlineLink>.
      </Text>
    );
  }
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate({ base, change: values }))}>
      <Checkbox.Group
        aria-label="Visible attributes"
        readOnly={!admin}
        value={visibleAttributes}
        onChange={(chosen) => form.setFieldValue('visibleAttributes', chosen.toSorted())}
      >
        <div className={classes.groups}>
          {groups.map(({ key, name, items }) => (
            <fieldset key={key} className={classes.group}>
              <legend>{name}</legend>
              <Stack gap={8}>
                {items.map((attribute) => (
                  <Checkbox
                    key={attribute.field}
                    value={attribute.field}
                    disabled={!admin}
                    label={
                      <>
                        {attribute.name}{' '}
                        <Text span size="xs" c="dimmed">
                          {typeLabel(attribute.type)}, from {attribute.path}
                        </Text>
                      </>
                    }
                  />
                ))}
              </Stack>
            </fieldset>
          ))}
        </div>
      </Checkbox.Group>
      <Stack mt="lg" gap="md">
        <FormTrouble
          state={state}
          save={save}
          what="choice"
          rows={(theirs) => [['Visible', listed(theirs), visibleAttributes.join(', ')]]}
          fields={[]}
          onRetry={() => void client.invalidateQueries(pageSettingsQuery(system.key))}
        />
        <Text size="sm" c="dimmed" maw="46rem">
          In a script a page reads one by{' '}
          <Code>
            muster.attributes[&apos;{visibleAttributes[0] ?? groups[0]!.items[0]!.field}&apos;]
          </Code>
          , once <Code>await muster.ready</Code> is through.
        </Text>
        <Group gap="md">
          {admin && <SaveButton save={save} dirty={dirty} theirs={theirs} />}
          <Badge
            variant="light"
            color={visibleAttributes.length === 0 ? 'gray' : 'accent'}
            size="lg"
            role="status"
          >
            {visibleAttributes.length === 0
              ? 'Pages get segments only'
              : `Pages get ${visibleAttributes.length} of ${attributes.length} attributes`}
          </Badge>
        </Group>
      </Stack>
      {guard}
    </form>
  );
}

/** By integrations, the one that was set up first before the others. */
function groupsOf(
  attributes: Attributes['items'],
  integrations: { key: string; name: string; createdAt: string }[],
) {
  const known = asSetUp(integrations).map(({ key, name }) => ({ key, name }));
  const others = [...new Set(attributes.map(({ integration }) => integration))]
    .filter((key) => !known.some((one) => one.key === key))
    .map((key) => ({ key, name: key }));
  return [...known, ...others]
    .map((one) => ({
      ...one,
      items: attributes.filter(({ integration }) => integration === one.key),
    }))
    .filter(({ items }) => items.length > 0);
}
