import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { Integration } from '../shared/contract';
import { ProblemView } from '../shared/states';
import { useWhere } from '../shared/where';
import { AttributeMeter } from '../shared/AttributeMeter';
import { IdentifierField } from './IdentifierField';
import {
  draftProperty,
  flawsOf,
  proposeName,
  typeOf,
  withKnown,
  type Draft,
  type DraftProperty,
} from './mapping';
import classes from './MappingEditor.module.css';
import { MappingTree } from './MappingTree';
import type { Place } from './places';
import { presetOf, presetQuery } from './preset/presets';
import { PropertyFields } from './PropertyFields';
import { Full, useRoom } from './Room';
import { sampleOf, type Sample } from './sample';
import { SampleSource } from './SampleSource';
import { suggestionQuery, useTrial } from './useTrial';

interface Props {
  integration: Integration;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  /** The sample's text; empty where there is none yet. */
  text: string;
  onText: (text: string) => void;
  readOnly?: boolean;
}

/** Beside each other: a sample to choose from, and what the integration takes of it. */
export function MappingEditor({
  integration,
  draft,
  onDraft,
  text,
  onText,
  readOnly = false,
}: Props) {
  const { system } = useWhere();
  const itemsPath = integration.receiving?.itemsPath;
  const sample = useMemo(() => sampleOf(text, itemsPath), [text, itemsPath]);
  const suggestion = useQuery(suggestionQuery(system.key, sample));
  const { data: preset } = useQuery(presetQuery(presetOf(integration)));
  const { outlook, error } = useTrial(system.key, integration.key, sample, draft);
  const { room, limit, parts } = useRoom(integration, draft);
  const [tooMany, setTooMany] = useState(false);
  // A sample that was given here has the focus then: its form is gone.
  const [given, setGiven] = useState(false);
  const full = room <= 0;

  const { identifier, properties } = draft;
  const best = suggestion.data?.identifiers[0]?.path;
  useEffect(() => {
    // The likeliest identifier is a start; it is shown, and can be changed.
    if (best && !identifier && !readOnly) onDraft({ identifier: best, properties });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when a sample brings a suggestion
  }, [best]);

  const flaws = useMemo(() => flawsOf(properties), [properties]);
  const taken = useMemo(() => {
    const byPath = new Map<string, string[]>();
    for (const { path, name } of properties) byPath.set(path, [...(byPath.get(path) ?? []), name]);
    return byPath;
  }, [properties]);

  const add = (path: string) => {
    if (full) {
      setTooMany(true);
      return;
    }
    const suggested = suggestion.data?.properties.find((one) => one.path === path);
    const type = suggested?.type ?? typeOf(sample?.values.get(path));
    const name = proposeName(
      path,
      properties.map((one) => one.name),
    );
    onDraft({ ...draft, properties: [...properties, draftProperty({ path, name, type })] });
  };
  const remove = (gone: (property: DraftProperty) => boolean) => {
    setTooMany(false);
    onDraft({ ...draft, properties: properties.filter((one) => !gone(one)) });
  };
  const more = readOnly ? [] : (preset?.properties ?? []).filter(({ path }) => !taken.has(path));
  const toggle = ({ path }: Place) =>
    taken.has(path) ? remove((one) => one.path === path) : add(path);

  return (
    <div className={classes.columns}>
      <Stack gap="sm">
        <Title order={2}>What is sent</Title>
        {sample ? (
          <>
            <SampleHead sample={sample} onReplace={() => onText('')} />
            <MappingTree
              places={sample.places}
              identifier={identifier}
              taken={taken}
              readOnly={readOnly}
              focusFirst={given}
              onIdentifier={({ path }) => onDraft({ ...draft, identifier: path })}
              onToggle={toggle}
            />
          </>
        ) : (
          <SampleSource
            integration={integration}
            text={text}
            onText={(sent) => {
              setGiven(true);
              onText(sent);
            }}
          />
        )}
        {suggestion.error && <ProblemView error={suggestion.error} />}
      </Stack>
      <Stack gap="md">
        <Title order={2}>What is kept</Title>
        <IdentifierField
          value={identifier}
          suggestion={suggestion.data}
          outlook={outlook}
          hasSample={sample !== null}
          readOnly={readOnly}
          onChange={(path) => onDraft({ ...draft, identifier: path })}
        />
        <AttributeMeter parts={parts} limit={limit} />
        {(tooMany && full) || room < 0 ? <Full limit={limit} parts={parts} over={-room} /> : null}
        <div>
          <Text fw={550} size="sm" mb="xs">
            Properties
          </Text>
          {properties.length === 0 ? (
            <Text size="sm" c="dimmed">
              None yet. Click the values in the sample that should be kept for each user; everything
              else is dropped and never stored.
            </Text>
          ) : (
            properties.map((property) => (
              <PropertyFields
                key={property.id}
                property={property}
                flaws={flaws.get(property.id)}
                preview={outlook?.previews.get(property.id)}
                readOnly={readOnly}
                onRemove={() => remove((one) => one.id === property.id)}
                onChange={(changed) =>
                  onDraft({
                    ...draft,
                    properties: properties.map((one) => (one.id === changed.id ? changed : one)),
                  })
                }
              />
            ))
          )}
        </div>
        {outlook?.results[0]?.status === 'ignored' && (
          <Text size="sm" role="status">
            Events of this sample’s kind are not taken, so nothing of it would be kept. Which kinds
            are, is set under Receiving.
          </Text>
        )}
        {error && <ProblemView error={error} />}
        {preset && more.length > 0 && (
          <div>
            <Button
              variant="default"
              leftSection={<IconPlus size={16} />}
              onClick={() =>
                onDraft(
                  withKnown(
                    { identifier: identifier || (preset.identifiers[0]?.path ?? ''), properties },
                    more,
                  ),
                )
              }
            >
              Add what most people keep of {preset.name} ({more.length})
            </Button>
          </div>
        )}
        {!readOnly && <ByHand onAdd={add} />}
        {outlook && outlook.results.length > 1 && <Batch results={outlook.results.length} />}
      </Stack>
    </div>
  );
}

function SampleHead({ sample, onReplace }: { sample: Sample; onReplace: () => void }) {
  return (
    <Group justify="space-between" gap="xs">
      <Text size="sm" c="dimmed">
        {sample.objects > 1
          ? `${sample.objects} objects, each a delivery of its own; the first is shown.`
          : `${sample.text.length.toLocaleString('en')} characters`}
      </Text>
      <Button size="compact-sm" variant="subtle" onClick={onReplace}>
        Use another sample
      </Button>
    </Group>
  );
}

function ByHand({ onAdd }: { onAdd: (path: string) => void }) {
  const [path, setPath] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!path.trim()) return;
        onAdd(path.trim());
        setPath('');
      }}
    >
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <TextInput
          className={classes.mono}
          style={{ flex: 1 }}
          label="Add by path"
          description="Names joined by dots; numbers are places in a list: items.0.price"
          value={path}
          onChange={(event) => setPath(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          disabled={!path.trim()}
          leftSection={<IconPlus size={16} />}
        >
          Add
        </Button>
      </Group>
    </form>
  );
}

function Batch({ results }: { results: number }) {
  return (
    <Text size="sm" c="dimmed">
      The sample holds {results} objects. What is shown is the first; each is mapped like it.
    </Text>
  );
}
