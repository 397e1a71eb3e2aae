import {
  Box,
  Code,
  Group,
  NumberInput,
  Radio,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, useEffect, useState, type Dispatch, type SetStateAction } from 'react';
import { sourceWords } from '../shared/connect';
import type { PageSettings } from '../shared/contract';
import { FormTrouble } from '../shared/FormTrouble';
import { Later } from '../shared/Later';
import { notifyDone } from '../shared/notify';
import { Page } from '../shared/Page';
import { Panel } from '../shared/Panel';
import { fieldErrors } from '../shared/problem';
import { Queried } from '../shared/Queried';
import { pageSettingsQuery } from '../shared/queries';
import { SaveButton } from '../shared/SaveButton';
import { useMay } from '../shared/session';
import { LoadingRows } from '../shared/states';
import { useBase } from '../shared/useBase';
import { useLeaveGuard } from '../shared/useLeaveGuard';
import { useWhere } from '../shared/where';
import { isNamed, METHODS, methodOf, selectorFault, sourceOf, type MethodName } from './methods';
import { useChangeSettings } from './queries';
import classes from './UserPage.module.css';

// The page can be read without it.
const Tester = lazy(async () => ({ default: (await import('./Tester')).Tester }));

/** Where a page knows its user, with a way to try that. */
export function Component() {
  const { system } = useWhere();
  const query = useQuery(pageSettingsQuery(system.key));
  return (
    <Page
      title="How a page knows its user"
      about="By the identifier that the integrations use, compared exactly. It holds for all pages of the application, in every environment."
    >
      <Queried query={query}>
        {(settings) => <Editor key={system.key} settings={settings} />}
      </Queried>
    </Page>
  );
}

const part = ({ identifier, waitMillis, anonymous }: PageSettings) =>
  JSON.stringify([sourceOf(identifier), waitMillis, anonymous]);
const same = (one: PageSettings, other: PageSettings) => part(one) === part(other);

function Editor({ settings }: { settings: PageSettings }) {
  const state = useBase(settings, same);
  // What was pasted stays when the form begins anew.
  const pasted = useState<Pasted>({});
  return <Form key={state.round} state={state} pasted={pasted} />;
}

/** What the form holds: of each method its own, so that trying another one loses nothing. */
const valuesOf = ({ identifier, waitMillis, anonymous }: PageSettings) => ({
  method: identifier.method,
  name: identifier.name ?? '',
  selector: identifier.selector ?? '',
  attribute: identifier.attribute ?? '',
  waitSeconds: (waitMillis / 1000) as number | string,
  anonymous,
});

type Values = ReturnType<typeof valuesOf>;

const identifierOf = ({ method, name, selector, attribute }: Values) =>
  sourceOf({
    method,
    name: name.trim(),
    selector: selector.trim(),
    attribute: attribute.trim(),
  });

const FIELDS: Record<string, keyof Values> = {
  'identifier.name': 'name',
  'identifier.selector': 'selector',
  'identifier.attribute': 'attribute',
  waitMillis: 'waitSeconds',
};

const atFields = (error: unknown) =>
  Object.fromEntries(
    Object.entries(fieldErrors(error)).map(([path, reason]) => [FIELDS[path] ?? path, reason]),
  );

type Pasted = Partial<Record<MethodName, string>>;

interface FormProps {
  state: ReturnType<typeof useBase<PageSettings>>;
  /** What was pasted to try each method. */
  pasted: [Pasted, Dispatch<SetStateAction<Pasted>>];
}

function Form({ state, pasted: [pasted, setPasted] }: FormProps) {
  const { system } = useWhere();
  const queryClient = useQueryClient();
  const admin = useMay('admin');
  const { base, theirs, setDirty } = state;
  const form = useForm<Values>({
    initialValues: valuesOf(base),
    validate: {
      name: (name, { method }) =>
        method === 'call' || method === 'element' || name.trim() ? null : 'Name it.',
      selector: (selector, { method }) =>
        method !== 'element'
          ? null
          : selector.trim()
            ? selectorFault(selector.trim())
            : 'Say which element.',
      waitSeconds: (seconds) =>
        typeof seconds === 'number' && seconds >= 0 && seconds <= 60
          ? null
          : 'Enter a number of seconds from 0 to 60.',
    },
  });
  const save = useChangeSettings(system.key, {
    same,
    onDone: (changed) => {
      state.begin(changed);
      notifyDone('Saved. Pages follow within five minutes.');
    },
    onError: (error) => form.setErrors(atFields(error)),
  });
  const dirty = form.isDirty();
  useEffect(() => setDirty(dirty), [dirty, setDirty]);
  const { guard } = useLeaveGuard(dirty);
  const { values } = form;
  const method = methodOf(values.method);
  const source = identifierOf(values);
  return (
    <>
      <Panel
        title="Where it is looked for"
        about={!admin && 'Only an administrator can change it; anybody can try it below.'}
      >
        <form
          onSubmit={form.onSubmit((sent) =>
            save.mutate({
              base,
              change: {
                identifier: identifierOf(sent),
                waitMillis: Math.round(Number(sent.waitSeconds) * 1000),
                anonymous: sent.anonymous,
              },
            }),
          )}
        >
          <div className={classes.columns}>
            <Radio.Group
              label="Method"
              readOnly={!admin}
              {...form.getInputProps('method')}
              className={classes.methods}
            >
              <Stack gap={10} mt={8}>
                {METHODS.map(({ method, label, about }) => (
                  <Radio
                    key={method}
                    value={method}
                    label={label}
                    description={about}
                    disabled={!admin && method !== values.method}
                  />
                ))}
              </Stack>
            </Radio.Group>
            <Stack gap="md" miw={0}>
              <Box>
                <Text size="sm" fw={500} mb={4}>
                  As it looks in a page
                </Text>
                <Code block className={classes.example}>
                  {method.example}
                </Code>
              </Box>
              {method.name && (
                <TextInput
                  label={method.name.label}
                  description={method.name.about}
                  placeholder={method.name.placeholder}
                  readOnly={!admin}
                  autoCapitalize="off"
                  autoComplete="off"
                  spellCheck={false}
                  {...form.getInputProps(method.method === 'element' ? 'selector' : 'name')}
                />
              )}
              {method.method === 'element' && (
                <TextInput
                  label="Attribute"
                  description="That holds the identifier; left empty, the element’s text does."
                  placeholder="data-user"
                  readOnly={!admin}
                  autoCapitalize="off"
                  autoComplete="off"
                  spellCheck={false}
                  {...form.getInputProps('attribute')}
                />
              )}
              <NumberInput
                label="How long to wait for it"
                description="At each page load, in seconds. Meanwhile a page looks 20 times a second; a call of identify ends the waiting."
                min={0}
                max={60}
                clampBehavior="none"
                decimalScale={3}
                suffix=" s"
                maw="24rem"
                readOnly={!admin}
                {...form.getInputProps('waitSeconds')}
              />
              <Switch
                label="Whom it does not know gets an identifier of their own"
                description="It is kept in the browser. As nobody tells of such a user, only rules about the page and about what somebody does not have can hold."
                disabled={!admin}
                {...form.getInputProps('anonymous', { type: 'checkbox' })}
              />
            </Stack>
          </div>
          <Stack mt="lg">
            <FormTrouble
              state={state}
              save={save}
              what="setting"
              rows={(theirs) => [
                [
                  'Where',
                  sourceWords(theirs.identifier),
                  sourceWords({ ...source, method: values.method }),
                ],
                ['Wait', `${theirs.waitMillis / 1000} s`, `${values.waitSeconds} s`],
                ['Identifier of their own', yesNo(theirs.anonymous), yesNo(values.anonymous)],
              ]}
              errors={atFields(save.error)}
              fields={['name', 'selector', 'attribute', 'waitSeconds']}
              onRetry={() => void queryClient.invalidateQueries(pageSettingsQuery(system.key))}
            />
            {admin && (
              <Group>
                <SaveButton save={save} dirty={dirty} theirs={theirs} />
              </Group>
            )}
          </Stack>
        </form>
      </Panel>
      <Panel
        title="Try it"
        about={`${isNamed(source) ? `It looks for ${sourceWords(source)}` : 'What is looked for has no name yet'}${dirty ? ', as chosen above and not saved yet' : ''}, by the snippet’s own code. Nothing of what you paste leaves this browser.`}
      >
        <Later fallback={<LoadingRows rows={2} height={60} />}>
          <Tester
            key={values.method}
            source={source}
            method={method}
            salt={base.hashing.salt}
            text={pasted[values.method] ?? ''}
            onText={(text) => setPasted((before) => ({ ...before, [values.method]: text }))}
          />
        </Later>
      </Panel>
      {guard}
    </>
  );
}

const yesNo = (yes: boolean) => (yes ? 'yes' : 'no');
