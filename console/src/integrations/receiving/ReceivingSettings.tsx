import { Button, Group, Stack, TagsInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, ifMatch, taken } from '../../shared/api';
import type { Integration, Receiving } from '../../shared/contract';
import { FormProblem } from '../../shared/FormProblem';
import { Meanwhile } from '../../shared/Meanwhile';
import { notifyDone } from '../../shared/notify';
import { Panel } from '../../shared/Panel';
import { isConflict } from '../../shared/problem';
import { SaveButton } from '../../shared/SaveButton';
import type { useBase } from '../../shared/useBase';
import { useWhere } from '../../shared/where';
import { kindsTaken, presetQuery, receivingWith } from '../preset/presets';
import { integrationsKey } from '../queries';
import { FillIn } from './FillIn';
import { errorsAt, faults, filledIn, formOf, receivingOf } from './form';
import { PlaceField } from './PlaceField';
import { RateFields } from './RateFields';
import classes from './ReceivingSettings.module.css';
import { SignatureFields } from './SignatureFields';

/** Of what is not known beforehand the body is the object, and nothing is asked for. */
const UNKNOWN_SENDER: Receiving = {};

interface Props {
  state: ReturnType<typeof useBase<Integration>>;
  mayEdit: boolean;
}

/** How calls are taken, for all environments. */
export function ReceivingSettings({ state, mayEdit }: Props) {
  const { base: integration, theirs, setDirty } = state;
  const { system } = useWhere();
  const queryClient = useQueryClient();
  const form = useForm({ initialValues: formOf(integration.receiving), validate: faults });
  const { data: preset } = useQuery(presetQuery(form.values.preset));
  const save = useMutation({
    mutationFn: (values: typeof form.values) =>
      taken(
        api.PUT('/api/v1/systems/{system}/integrations/{integration}', {
          params: {
            path: { system: system.key, integration: integration.key },
            header: ifMatch(integration.version),
          },
          body: { receiving: receivingOf(values, integration.receiving) },
        }),
      ),
    meta: { shown: true },
    onSuccess: async (saved) => {
      state.begin(saved);
      await queryClient.invalidateQueries({ queryKey: integrationsKey(system.key) });
      const refused = system.environments.filter(
        ({ key }) => saved.endpoints?.[key]?.secretMissing === true,
      );
      notifyDone(
        refused.length === 0
          ? 'Saved. It holds for the next call.'
          : `Saved. Every call to ${refused.map(({ name }) => name).join(' and ')} is refused until there is a secret: see the top of this page.`,
      );
      // Where they are asked for.
      if (refused.length > 0) window.scrollTo({ top: 0 });
    },
    onError: (error, values) => {
      form.setErrors(errorsAt(error, values));
      if (isConflict(error)) {
        void queryClient.invalidateQueries({ queryKey: integrationsKey(system.key) });
      }
    },
  });
  const dirty = form.isDirty();
  useEffect(() => setDirty(dirty), [dirty, setDirty]);
  const readOnly = !mayEdit;
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <div className={classes.parts}>
        {mayEdit && (
          <FillIn
            integration={integration}
            onFill={(known) =>
              form.setValues(
                filledIn(
                  form.values,
                  known ? receivingWith(known, kindsTaken(known)) : UNKNOWN_SENDER,
                ),
              )
            }
          />
        )}
        <Panel
          title="Who may send"
          about="For all environments. Each endpoint has secrets of its own."
        >
          <Stack maw="40rem">
            <SignatureFields form={form} readOnly={readOnly} />
            <TagsInput
              label="Allowed addresses"
              description="Calls from other addresses are refused. Empty: calls may come from anywhere. A range is written as 203.0.113.0/24."
              placeholder={form.values.allowedAddresses.length === 0 ? '203.0.113.0/24' : undefined}
              splitChars={[',', ' ', '\n']}
              readOnly={readOnly}
              {...form.getInputProps('allowedAddresses')}
            />
            <RateFields form={form} readOnly={readOnly} />
          </Stack>
        </Panel>
        <Panel title="What is taken of a call">
          <Stack maw="40rem">
            <TextInput
              label="Path of the objects"
              description="Where in the body the objects are, if there is something around them: one, or an array of them. Empty: the body itself is the object, or the array. Paths of the mapping begin in the object."
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
              placeholder="data.people"
              readOnly={readOnly}
              {...form.getInputProps('itemsPath')}
            />
            <PlaceField
              form={form}
              name="events"
              label="Kind of event"
              about="Only the kinds that you name are taken; all others are counted as ignored and change nothing. Without it all are taken."
              nowhere="Take all"
              examples={{ path: 'type', header: 'x-event' }}
              readOnly={readOnly}
            />
            {form.values.eventsIn !== 'nowhere' && (
              <TagsInput
                label="Kinds that are taken"
                description="As the sender writes them; a * at the end stands for any end."
                placeholder="customer.*"
                data={preset?.kinds.map(({ kind }) => kind) ?? []}
                splitChars={[',', '\n']}
                readOnly={readOnly}
                {...form.getInputProps('take')}
              />
            )}
          </Stack>
        </Panel>
        <Panel title="Again, and late">
          <Stack maw="40rem">
            <PlaceField
              form={form}
              name="deliveryId"
              label="Name of a delivery"
              about="The same name within 24 hours is answered and not taken again. Without it a call that is sent twice is taken twice."
              nowhere="The sender says none"
              examples={{ path: 'id', header: 'x-delivery-id' }}
              readOnly={readOnly}
            />
            <PlaceField
              form={form}
              name="eventTime"
              label="Time of the event"
              about="What happened earlier never takes the place of what happened later. Without it the call that comes last counts."
              nowhere="The sender says none"
              examples={{ path: 'created', header: 'x-event-time' }}
              readOnly={readOnly}
            />
          </Stack>
        </Panel>
        {theirs ? (
          <Meanwhile
            what="integration"
            onTake={() => state.begin(theirs)}
            onKeep={() => {
              save.reset();
              state.keep();
            }}
          >
            They changed how it receives.
          </Meanwhile>
        ) : (
          <FormProblem
            error={save.error}
            errors={save.error ? errorsAt(save.error, form.values) : {}}
            fields={Object.keys(form.values)}
          />
        )}
        {mayEdit && (
          <Group justify="flex-end">
            {dirty && (
              <Button variant="default" onClick={() => state.begin(theirs ?? integration)}>
                Discard the changes
              </Button>
            )}
            <SaveButton save={save} dirty={dirty} theirs={theirs} />
          </Group>
        )}
      </div>
    </form>
  );
}
