import {
  ActionIcon,
  Badge,
  Button,
  Checkbox,
  Group,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
  Tooltip,
} from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { AttributeMeter } from '../../shared/AttributeMeter';
import type { Integration, UploadColumn, UploadPreview } from '../../shared/contract';
import {
  flawsOf,
  isUnfinished,
  TYPES,
  type Draft,
  type DraftProperty,
  type Flaws,
} from '../mapping';
import { Full, useRoom } from '../Room';
import { useChosen, type Chosen } from './chosen';
import { ChosenFile } from './ChosenFile';
import { called, canKeep, columnsOf, keeping, without, type Column } from './columns';
import { DropZone } from './DropZone';
import { PreviewTable } from './PreviewTable';
import classes from './Uploads.module.css';
import { counted, VALUES } from './words';

interface Props {
  integration: Integration;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  readOnly?: boolean;
}

/** Which columns of its files an integration keeps, under which names and as what; a file shows them. */
export function ColumnsEditor({ integration, draft, onDraft, readOnly = false }: Props) {
  const [chosen, choose] = useChosen(integration);
  if (readOnly) return <Columns {...{ integration, draft, onDraft, readOnly }} preview={null} />;
  if (chosen) {
    return <WithFile {...{ integration, draft, onDraft }} chosen={chosen} onChoose={choose} />;
  }
  const mapped = draft.identifier !== '' || draft.properties.length > 0;
  return (
    <Stack>
      <DropZone
        title={mapped ? 'Drop a CSV file to see its columns' : 'Drop a CSV file to begin with'}
        onFile={(file) => choose({ file, format: {} })}
      >
        {mapped
          ? 'New columns can be added then, and what is kept is shown with its values.'
          : 'Its columns are shown, and you choose what is kept. Nothing is uploaded yet.'}
      </DropZone>
      {mapped && <Columns {...{ integration, draft, onDraft, readOnly }} preview={null} />}
    </Stack>
  );
}

interface WithFileProps extends Pick<Props, 'integration' | 'draft' | 'onDraft'> {
  chosen: Chosen;
  onChoose: (chosen: Chosen | null) => void;
}

function WithFile({ integration, draft, onDraft, chosen, onChoose }: WithFileProps) {
  const kept = new Set(draft.properties.map(({ path }) => path));
  return (
    <ChosenFile {...{ integration, chosen, onChoose }}>
      {(preview) => (
        <>
          <LikelyIdentifier {...{ integration, draft, onDraft, preview }} />
          <PreviewTable preview={preview} identifier={draft.identifier} kept={kept} />
          <Columns {...{ integration, draft, onDraft, preview }} readOnly={false} />
        </>
      )}
    </ChosenFile>
  );
}

type LikelyProps = Pick<Props, 'integration' | 'draft' | 'onDraft'> & { preview: UploadPreview };

/** The likeliest identifier is a start; it is shown, and can be changed. */
function LikelyIdentifier({ integration, draft, onDraft, preview }: LikelyProps) {
  const best = preview.identifiers[0];
  // Of a file that was looked at before this one; nothing of it was saved.
  const stale =
    isUnfinished(integration) && preview.columns.every(({ name }) => name !== draft.identifier);
  useEffect(() => {
    if (best && (stale || !draft.identifier)) onDraft({ ...draft, identifier: best });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when a file brings it
  }, [best]);
  return null;
}

interface ColumnsProps extends Props {
  preview: UploadPreview | null;
}

function Columns({ integration, draft, onDraft, preview, readOnly }: ColumnsProps) {
  const { room, limit, parts } = useRoom(integration, draft);
  const [tooMany, setTooMany] = useState(false);
  const flaws = useMemo(() => flawsOf(draft.properties), [draft.properties]);
  const columns = useMemo(() => columnsOf(preview, draft), [preview, draft]);
  const free = columns.filter(canKeep);
  const misread = misreadIn(preview, integration);
  const keep = (wanted: Column[]) => {
    const fits = wanted.length <= room;
    setTooMany(!fits);
    if (fits)
      onDraft(
        keeping(
          draft,
          wanted.flatMap(({ found }) => found ?? []),
        ),
      );
  };
  const remove = (names: string[]) => {
    setTooMany(false);
    onDraft(without(draft, names));
  };
  const change = (changed: DraftProperty) =>
    onDraft({
      ...draft,
      properties: draft.properties.map((one) => (one.id === changed.id ? changed : one)),
    });
  const [needed, setNeeded] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  const gone = preview !== null && columns.some(({ found }) => found === null);
  return (
    <Stack gap="lg">
      <IdentifierColumn {...{ draft, onDraft, preview, readOnly }} />
      <div>
        <Group justify="space-between" mb="xs" gap="xs">
          <Title order={2} ref={heading} tabIndex={-1}>
            {readOnly ? 'What is kept' : 'Columns to keep'}
          </Title>
          {free.length > 1 && (
            <Button
              size="compact-sm"
              variant="light"
              onClick={() => {
                setNeeded(free.length);
                keep(free);
                // The button goes with what it does.
                heading.current?.focus();
              }}
            >
              Keep all {free.length}
              {draft.properties.length > 0 ? ' others' : ''}
            </Button>
          )}
        </Group>
        <AttributeMeter parts={parts} limit={limit} />
        {tooMany || room < 0 ? (
          <Full limit={limit} parts={parts} over={room < 0 ? -room : Math.max(needed - room, 0)}>
            {gone &&
              'A column that only has another name in this file counts twice, as long as both are kept: take the new one out, and choose it beside the one that is not in this file.'}
          </Full>
        ) : null}
        <div className={classes.columns}>
          {columns.length === 0 && (
            <Text size="sm" c="dimmed" mt="sm">
              {readOnly ? 'Nothing yet.' : 'None yet. Choose a file to see its columns.'}
            </Text>
          )}
          {columns.map((column, at) => (
            <ColumnRow
              // Names may repeat.
              key={`${column.name} ${at}`}
              column={column}
              hasFile={preview !== null}
              others={column.found ? NONE : free.map(({ name }) => name)}
              misread={misread}
              onCalled={(name) => onDraft(called(draft, column.name, name))}
              flaws={flaws}
              readOnly={readOnly ?? false}
              onKeep={() => {
                setNeeded(1);
                keep([column]);
              }}
              onRemove={() => remove([column.name])}
              onChange={change}
            />
          ))}
        </div>
      </div>
    </Stack>
  );
}

type IdentifierProps = Pick<ColumnsProps, 'draft' | 'onDraft' | 'preview' | 'readOnly'>;

function IdentifierColumn({ draft, onDraft, preview, readOnly }: IdentifierProps) {
  const { identifier } = draft;
  const description =
    'The column that says whom a row is about. The pages of your application must know the user by the same; it is compared exactly, capitals too.';
  if (readOnly || preview === null) {
    return (
      <TextInput
        label="Identifier"
        description={description}
        value={identifier}
        readOnly={readOnly}
        data-read-only={readOnly || undefined}
        maw="36rem"
        onChange={(event) => onDraft({ ...draft, identifier: event.currentTarget.value })}
      />
    );
  }
  const names = preview.columns.filter(({ problem }) => problem === null).map(({ name }) => name);
  const likely = preview.identifiers;
  const found = preview.columns.find(({ name }) => name === identifier);
  const missing = identifier !== '' && !found;
  return (
    <Select
      label="Identifier"
      description={description}
      placeholder="Choose a column"
      maw="36rem"
      searchable
      data={[
        ...(missing ? [identifier] : []),
        ...likely,
        ...names.filter((name) => !likely.includes(name)),
      ]}
      value={identifier || null}
      allowDeselect={false}
      error={missing ? `This file has no column ${identifier}.` : null}
      inputWrapperOrder={['label', 'description', 'input', 'error']}
      onChange={(name) => name && onDraft({ ...draft, identifier: name })}
      renderOption={({ option }) => (
        <div>
          <Text size="sm">{option.value}</Text>
          <Text size="xs" c="dimmed">
            {samplesOf(preview.columns.find(({ name }) => name === option.value)?.samples)}
          </Text>
        </div>
      )}
    />
  );
}

const SAMPLES = 3;
const samplesOf = (samples: string[] | undefined): string =>
  samples === undefined
    ? 'not in this file'
    : samples.length === 0
      ? 'no value in the rows looked at'
      : samples.slice(0, SAMPLES).join(' · ');

const NONE: string[] = [];

/**
 * Tells of a property whether most of its values in the file are of another type. Of one that is saved the server has looked at
 * each value; of another it is known what fits them all.
 */
function misreadIn(preview: UploadPreview | null, { properties }: Integration) {
  return ({ path, name, type }: DraftProperty, { type: foundType, samples }: UploadColumn) => {
    if (foundType === type || type === 'string' || samples.length === 0) return false;
    const saved = properties.some(
      (one) => one.path === path && one.name === name && one.type === type,
    );
    const mapped = preview?.mapped.find((one) => one.column === path && one.name === name);
    return !saved || mapped?.status !== 'same';
  };
}

interface RowProps {
  column: Column;
  hasFile: boolean;
  /** The columns of the file that it could be instead. */
  others: string[];
  misread: ReturnType<typeof misreadIn>;
  onCalled: (name: string) => void;
  flaws: Map<string, Flaws>;
  readOnly: boolean;
  onKeep: () => void;
  onRemove: () => void;
  onChange: (property: DraftProperty) => void;
}

function ColumnRow(props: RowProps) {
  const { column, hasFile, others, misread, flaws, readOnly } = props;
  const { onKeep, onRemove, onChange, onCalled } = props;
  const { name, found, properties } = column;
  const kept = properties.length > 0;
  const label = name || 'column without a name';
  const missing = hasFile && !found;
  return (
    <div className={classes.column} role="group" aria-label={label}>
      <div className={classes.columnHead}>
        {missing || readOnly || !hasFile ? (
          <Group gap={6} wrap="nowrap" align="flex-start">
            {!readOnly && (
              <Tooltip label="Take it out">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  onClick={onRemove}
                  aria-label={`Take out ${label}`}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </Tooltip>
            )}
            <div className={classes.columnHead}>
              <Text size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
                {label}
              </Text>
              {missing && (
                <Badge color="yellow" variant="light">
                  not in this file
                </Badge>
              )}
            </div>
          </Group>
        ) : (
          <Checkbox
            label={
              <>
                <Text span inherit fw={550} style={{ overflowWrap: 'anywhere' }}>
                  {label}
                </Text>
                <Text size="xs" c="dimmed" className={classes.samples}>
                  {samplesOf(found?.samples)}
                </Text>
              </>
            }
            aria-label={`Keep ${label}`}
            checked={kept}
            disabled={!kept && !canKeep(column)}
            onChange={() => (kept ? onRemove() : onKeep())}
            styles={{ body: { minWidth: 0 }, labelWrapper: { minWidth: 0 } }}
          />
        )}
      </div>
      {properties.map((property) => (
        <Property
          key={property.id}
          {...{ property, readOnly, onChange }}
          label={label}
          flaws={flaws.get(property.id)}
        />
      ))}
      <div className={classes.columnNotes}>
        {found?.problem && (
          <Text size="xs" c="var(--mantine-color-error)">
            {kept ? 'It cannot be read' : 'It cannot be kept'}: it {found.problem}.
          </Text>
        )}
        {kept && found && !found.problem && (
          <TypeNote
            found={found}
            property={properties[0]!}
            misread={misread(properties[0]!, found)}
          />
        )}
        {missing && !readOnly && others.length > 0 && (
          <Select
            size="xs"
            maw="24rem"
            label={`If ${label} is called otherwise in this file`}
            placeholder="Choose its column"
            searchable
            data={others}
            value={null}
            onChange={(chosen) => chosen && onCalled(chosen)}
          />
        )}
      </div>
    </div>
  );
}

interface PropertyProps {
  property: DraftProperty;
  label: string;
  flaws: Flaws | undefined;
  readOnly: boolean;
  onChange: (property: DraftProperty) => void;
}

function Property({ property, label, flaws, readOnly, onChange }: PropertyProps) {
  return (
    <>
      <TextInput
        aria-label={`Name of ${label}`}
        placeholder="Name"
        value={property.name}
        error={flaws?.name ?? flaws?.path}
        readOnly={readOnly}
        onChange={(event) => onChange({ ...property, name: event.currentTarget.value })}
      />
      <Select
        aria-label={`Type of ${label}`}
        data={TYPES}
        value={property.type}
        allowDeselect={false}
        readOnly={readOnly}
        data-read-only={readOnly || undefined}
        onChange={(type) => type && onChange({ ...property, type })}
      />
    </>
  );
}

interface NoteProps {
  found: UploadColumn;
  property: DraftProperty;
  misread: boolean;
}

/** What is to be known of the values of a column; it keeps nobody from saving. */
function TypeNote({ found, property, misread }: NoteProps) {
  if (misread) {
    const type = VALUES[property.type];
    return (
      <Text size="xs" className={classes.mind}>
        {found.type === 'string'
          ? `Not all of its values look like ${type}. Those that do not are refused, cell by cell; as text all of them are taken.`
          : `Its values look like ${VALUES[found.type]}. Those that are not ${type} are refused, cell by cell.`}
      </Text>
    );
  }
  return found.empty > 0 ? (
    <Text size="xs" c="dimmed">
      {counted(found.empty, 'row')} of those looked at without a value: an empty cell clears what a
      user had.
    </Text>
  ) : null;
}
