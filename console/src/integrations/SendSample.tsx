import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconFlask, IconSend } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, taken } from '../shared/api';
import type { BatchResult, Environment, Integration, Problem } from '../shared/contract';
import { ProblemError, unreachable } from '../shared/problem';
import { ProblemView } from '../shared/states';
import { useWhere } from '../shared/where';
import classes from './MappingEditor.module.css';
import { readJson } from './json';
import { AnswerResults, TrialResults, type Answered } from './Results';
import { sentPayload } from './useTrial';

interface Props {
  integration: Integration;
  environment: Environment;
  initial: string;
}

/** A payload to try, or to send to the real endpoint. */
export function SendSample({ integration, environment, initial }: Props) {
  const { system } = useWhere();
  const [text, setText] = useState(initial);
  const [problem, setProblem] = useState<string | null>(null);
  const attempt = useMutation({
    mutationFn: () =>
      taken(
        api.POST('/api/v1/systems/{system}/integrations/{integration}/try', {
          params: { path: { system: system.key, integration: integration.key } },
          body: { payload: null },
          bodySerializer: () => sentPayload(text),
        }),
      ),
    meta: { shown: true },
  });
  const token = integration.endpoints?.[environment.key]?.token ?? '';
  const masked = token === '' || token.endsWith('…');
  const signed = integration.receiving?.signature !== undefined;
  const send = useMutation({ mutationFn: () => post(token, text), meta: { shown: true } });

  const checked = (then: () => void) => {
    try {
      readJson(text);
      setProblem(null);
      send.reset();
      attempt.reset();
      then();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Stack gap="sm">
      <Textarea
        className={classes.text}
        label="Payload"
        rows={12}
        spellCheck={false}
        value={text}
        error={problem}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="dimmed" style={{ flex: '1 1 14rem' }}>
          {signed
            ? 'Trying stores nothing, and needs no proof. Real calls have to prove that they are the sender’s, which only the sender can do: let it send one.'
            : masked
              ? 'Trying stores nothing. Sending needs the endpoint, which only an editor sees.'
              : `Trying stores nothing. Sending is a real call: the user in it is made or changed in ${environment.name}.`}
        </Text>
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconFlask size={16} />}
            loading={attempt.isPending}
            onClick={() => checked(attempt.mutate)}
          >
            Try only
          </Button>
          {!masked && !signed && (
            <Button
              leftSection={<IconSend size={16} />}
              loading={send.isPending}
              onClick={() => checked(send.mutate)}
            >
              Send to {environment.name}
            </Button>
          )}
        </Group>
      </Group>
      {attempt.data && <TrialResults results={attempt.data.results} />}
      {send.data && <AnswerResults results={send.data} />}
      {(attempt.error ?? send.error) && <ProblemView error={attempt.error ?? send.error} />}
    </Stack>
  );
}

/** Posts to the endpoint as a sender does. A refusal is an answer too. */
async function post(token: string, payload: string): Promise<Answered[]> {
  let response: Response;
  try {
    response = await fetch(`/in/${encodeURIComponent(token)}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: payload,
      credentials: 'omit',
    });
  } catch {
    throw new ProblemError(unreachable());
  }
  const answer = (await response.json()) as Answered | { results: BatchResult[] };
  if (response.status === 429 || response.status >= 500) throw new ProblemError(answer as Problem);
  return 'results' in answer ? (answer.results as BatchResult[]).map(answered) : [answer];
}

/** One of a batch as if it had been sent alone. */
function answered({ problem, ...result }: BatchResult): Answered {
  return problem ? { ...problem, rejected: result.rejected } : (result as Answered);
}
