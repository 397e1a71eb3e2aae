import { Button, Group, SegmentedControl, Select, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Captured, Integration } from '../shared/contract';
import { Copyable } from '../shared/Copyable';
import { useMay } from '../shared/session';
import { useWhere } from '../shared/where';
import { isUnfinished } from './mapping';
import classes from './MappingEditor.module.css';
import { presetOf, presetQuery, typicalOf } from './preset/presets';
import { readSample } from './sample';
import { brokenWords, useEvents } from '../shared/useEvents';

interface Props {
  integration: Integration;
  text: string;
  onText: (text: string) => void;
}

/** Where a sample comes from: pasted, or caught from the next real call. */
export function SampleSource({ integration, text, onText }: Props) {
  const [way, setWay] = useState<'paste' | 'catch'>('paste');
  const mayCatch = useMay('editor');
  return (
    <Stack gap="sm">
      {mayCatch && (
        <SegmentedControl
          value={way}
          onChange={(value) => setWay(value)}
          data={[
            { value: 'paste', label: 'Paste a sample' },
            { value: 'catch', label: 'Catch the next call' },
          ]}
        />
      )}
      {way === 'paste' ? (
        <Paste integration={integration} text={text} onText={onText} />
      ) : (
        <Catch integration={integration} onText={onText} />
      )}
    </Stack>
  );
}

function problemOf(text: string, { receiving }: Integration): string | null {
  try {
    readSample(text, receiving?.itemsPath);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function Paste({ integration, text, onText }: Props) {
  const [written, setWritten] = useState(text);
  const [problem, setProblem] = useState<string | null>(null);
  const { data: preset } = useQuery(presetQuery(presetOf(integration)));
  const use = (sample: string) => {
    const found = problemOf(sample, integration);
    setProblem(found);
    if (!found) onText(sample);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        use(written);
      }}
    >
      <Stack gap="sm">
        <Textarea
          className={classes.text}
          label="Sample"
          description="What the tool sends, as JSON. Most tools show an example in the settings of their webhooks."
          placeholder={'{\n  "customer": { "email": "ann@example.com", "plan": "pro" }\n}'}
          rows={14}
          spellCheck={false}
          value={written}
          error={problem}
          onChange={(event) => {
            setWritten(event.currentTarget.value);
            setProblem(null);
          }}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text');
            if (!written.trim() && !problemOf(pasted, integration)) {
              event.preventDefault();
              onText(pasted);
            }
          }}
        />
        <Group justify="flex-end">
          {preset && (
            <Button variant="default" onClick={() => use(typicalOf(preset))}>
              A typical one of {preset.name}
            </Button>
          )}
          <Button type="submit" variant="light" disabled={!written.trim()}>
            Use this sample
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Catch({
  integration,
  onText,
}: {
  integration: Integration;
  onText: (text: string) => void;
}) {
  const { system, environment } = useWhere();
  const [chosen, setChosen] = useState(environment.key);
  const [problem, setProblem] = useState<string | null>(null);
  const url = `/api/v1/systems/${system.key}/integrations/${integration.key}/capture?environment=${chosen}`;
  const handlers = {
    payload: (data: string) => {
      const { payload, truncated, bytes } = JSON.parse(data) as Captured;
      const found = truncated
        ? `The call had ${bytes.toLocaleString('en')} bytes, of which only the beginning is shown. Paste a smaller sample.`
        : problemOf(payload, integration);
      if (found) setProblem(found);
      else onText(payload);
    },
  };
  // One goes to the tool to let it call.
  const state = useEvents(problem ? null : url, handlers, { hidden: true });
  const endpoint = integration.endpoints?.[chosen];
  return (
    <Stack gap="sm">
      <Select
        label="Environment"
        data={system.environments.map(({ key, name }) => ({ value: key, label: name }))}
        value={chosen}
        allowDeselect={false}
        onChange={(value) => value && setChosen(value)}
      />
      <Text size="sm">
        Let the tool send something to this address, for instance with its own test button. What it
        sends is shown here.{' '}
        {isUnfinished(integration)
          ? 'Until the mapping is saved it is refused, and kept for some days so that it can be replayed then.'
          : 'Besides, it is taken as the saved mapping says.'}
      </Text>
      {endpoint && <Copyable value={endpoint.url} name="URL" />}
      {problem ? (
        <Group justify="space-between">
          <Text size="sm" c="var(--mantine-color-error)" role="alert" style={{ flex: 1 }}>
            A call came, but it cannot be used. {problem}
          </Text>
          <Button size="compact-sm" variant="light" onClick={() => setProblem(null)}>
            Wait for the next
          </Button>
        </Group>
      ) : (
        <Group gap="sm" role="status" wrap="nowrap">
          {state !== 'refused' && <span className={classes.waiting} aria-hidden />}
          <Text size="sm" c="dimmed">
            {brokenWords(state, 'The next call') ??
              'Waiting for the next call. This page must stay open.'}
          </Text>
        </Group>
      )}
    </Stack>
  );
}
