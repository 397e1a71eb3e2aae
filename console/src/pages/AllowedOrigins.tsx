import { Group, List, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import type { Environment } from '../shared/contract';
import { FormTrouble } from '../shared/FormTrouble';
import { notifyDone } from '../shared/notify';
import { Panel } from '../shared/Panel';
import { fieldErrors } from '../shared/problem';
import { SaveButton } from '../shared/SaveButton';
import { useMay } from '../shared/session';
import { useBase } from '../shared/useBase';
import { useLeaveGuard } from '../shared/useLeaveGuard';
import { useWhere } from '../shared/where';
import { originFault, originsIn } from './origins';
import { useChangeEnvironment } from './queries';

const written = ({ allowedOrigins }: Environment) => allowedOrigins.join('\n');
const same = (one: Environment, other: Environment) => written(one) === written(other);

/** Whose pages may load segments of an environment. */
export function AllowedOrigins() {
  const { environment } = useWhere();
  const admin = useMay('admin');
  const state = useBase(environment, same);
  const { allowedOrigins } = environment;
  return (
    <Panel
      title="Allowed origins"
      about="Whose pages may load segments. Browsers say from which origin a page comes; pages of others are refused."
    >
      {admin ? (
        <Form key={state.round} state={state} />
      ) : allowedOrigins.length === 0 ? (
        <Text size="sm">Pages of any origin may ask, whoever has the client key.</Text>
      ) : (
        <List size="sm">
          {allowedOrigins.map((origin) => (
            <List.Item key={origin}>{origin}</List.Item>
          ))}
        </List>
      )}
    </Panel>
  );
}

function Form({ state }: { state: ReturnType<typeof useBase<Environment>> }) {
  const { system } = useWhere();
  const { base, theirs, setDirty } = state;
  const form = useForm({
    initialValues: { allowedOrigins: written(base) },
    validate: { allowedOrigins: originFault },
  });
  const save = useChangeEnvironment(system.key, {
    shown: true,
    same,
    onError: (error) => form.setErrors(atFields(error)),
    onDone: (changed) => {
      state.begin(changed);
      notifyDone(
        changed.allowedOrigins.length === 0
          ? `Saved. Pages of any origin may load segments of ${changed.name}.`
          : `Saved. Pages of other origins are refused from now on.`,
      );
    },
  });
  const dirty = form.isDirty();
  useEffect(() => setDirty(dirty), [dirty, setDirty]);
  const { guard } = useLeaveGuard(dirty);
  return (
    <form
      onSubmit={form.onSubmit(({ allowedOrigins }) =>
        save.mutate({ base, change: { allowedOrigins: originsIn(allowedOrigins) } }),
      )}
    >
      <Stack>
        <Textarea
          label="Origins"
          description="One a line. Empty: pages of any origin, whoever has the client key."
          placeholder={'https://app.example.com\nhttps://*.example.com'}
          autosize
          minRows={3}
          maxRows={12}
          maw="32rem"
          errorProps={{ style: { whiteSpace: 'pre-line', overflowWrap: 'anywhere' } }}
          spellCheck={false}
          autoCapitalize="off"
          {...form.getInputProps('allowedOrigins')}
        />
        <FormTrouble
          state={state}
          save={save}
          what="list"
          rows={(theirs) => [['Origins', written(theirs), form.values.allowedOrigins]]}
          errors={atFields(save.error)}
          fields={['allowedOrigins']}
        />
        <Group>
          <SaveButton save={save} dirty={dirty} theirs={theirs} />
        </Group>
      </Stack>
      {guard}
    </form>
  );
}

/** The server names each origin that is wrong; here they share one field. */
function atFields(error: unknown): Record<string, string> {
  const shared: Record<string, string> = {};
  for (const [path, reason] of Object.entries(fieldErrors(error))) {
    const field = path.replace(/\[\d+\]$/, '');
    shared[field] = shared[field] ? `${shared[field]}\n${reason}` : reason;
  }
  return shared;
}
