import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { Confirm } from '../../shared/Confirm';
import type { Environment, Integration, UploadMapped, UploadPreview } from '../../shared/contract';
import { ProblemView } from '../../shared/states';
import { usePath } from '../../shared/where';
import { draftOf, typeLabel, type Draft } from '../mapping';
import { useMappingDraft } from '../useMappingDraft';
import { useChosen, type Chosen } from './chosen';
import { ChosenFile } from './ChosenFile';
import { differenceOf, keeping, listed, retyped, without } from './columns';
import { ModeChoice, type Way } from './ModeChoice';
import { PreviewTable } from './PreviewTable';
import classes from './Uploads.module.css';
import { useStart } from './useStart';
import { counted, refusalWords, shareWords } from './words';

interface Props {
  integration: Integration;
  environment: Environment;
  chosen: Chosen;
}

/** A chosen file beside the mapping, and what is to be done with it. */
export function StartUpload({ integration, environment, chosen }: Props) {
  const [, choose] = useChosen(integration);
  return (
    <ChosenFile integration={integration} chosen={chosen} onChoose={choose}>
      {(preview) => <Ready {...{ integration, environment, chosen, preview }} />}
    </ChosenFile>
  );
}

function Ready({ integration, environment, chosen, preview }: Props & { preview: UploadPreview }) {
  const [way, setWay] = useState<Way>('merge');
  const [asked, setAsked] = useState(false);
  const start = useStart(integration);
  const begin = (dry: boolean) =>
    start.mutate(
      {
        chosen,
        environment: environment.key,
        mode: !dry ? way : way === 'merge' ? 'dry-run' : 'dry-run-replace',
      },
      { onSettled: () => setAsked(false) },
    );
  const pending = start.isPending && (start.variables.mode === way ? 'real' : 'dry');
  const blocked = isBlocked(preview);
  // What is not in the file and is kept, nobody loses.
  const kept = new Set(
    chosen.keepMissing ? differenceOf(preview).missing.map(({ name }) => name) : [],
  );
  const told = integration.properties.filter(({ name }) => !kept.has(name));
  return (
    <>
      <Differences {...{ integration, chosen, preview }} />
      <Refused preview={preview} identifier={integration.identifier} />
      {preview.rows.length > 0 && (
        <details className={classes.fold}>
          <summary>Show the first {counted(preview.rows.length, 'row')}</summary>
          <PreviewTable
            preview={preview}
            identifier={integration.identifier}
            kept={new Set(integration.properties.map(({ path }) => path))}
          />
        </details>
      )}
      <ModeChoice
        {...{ environment, way }}
        integration={{ ...integration, properties: told }}
        onChange={setWay}
        warning="The file has to have everybody in it"
        advice="Do a dry run first."
      />
      {start.error && <ProblemView error={start.error} />}
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="dimmed" style={{ flex: '1 1 16rem' }}>
          A dry run changes nothing. It says how many users would be new, changed or refused, and
          who would enter or leave each live segment.
        </Text>
        <Group gap="xs">
          <Button
            variant="default"
            disabled={blocked}
            loading={pending === 'real'}
            onClick={() => (way === 'replace' ? setAsked(true) : begin(false))}
          >
            Upload to {environment.name}
          </Button>
          <Button disabled={blocked} loading={pending === 'dry'} onClick={() => begin(true)}>
            Dry run first
          </Button>
        </Group>
      </Group>
      <Confirm
        opened={asked}
        onClose={() => setAsked(false)}
        title={`Replace all of ${integration.name} in ${environment.name}?`}
        action="Replace"
        pending={start.isPending}
        onConfirm={() => begin(false)}
      >
        Every user who is not in {chosen.file.name} loses what {integration.name} has told:{' '}
        {listed(told.map(({ name }) => name))}. A dry run would tell how many that are. It can be
        undone for 7 days; what is uploaded later has to be undone first.
      </Confirm>
    </>
  );
}

/** Whether a file cannot be read by the mapping as it is. */
function isBlocked(preview: UploadPreview): boolean {
  return preview.rows.length === 0 || preview.problem !== null;
}

/** No more are told of a file. */
const REFUSED_MAX = 20;

interface RefusedProps {
  preview: UploadPreview;
  identifier: string;
}

function Refused({ preview: { refused }, identifier }: RefusedProps) {
  if (refused.length === 0) return null;
  // Without a column, or whom it is about, all of a row is refused.
  const rows = refused.filter(({ column }) => column === null || column === identifier).length;
  const cells = refused.length - rows;
  const said = [
    ...(rows > 0 ? [counted(rows, 'row')] : []),
    ...(cells > 0 ? [counted(cells, 'cell')] : []),
  ].join(' and ');
  return (
    <details className={classes.fold}>
      <summary>
        Of the first rows, {refused.length < REFUSED_MAX ? '' : 'at least '}
        {said} would be refused
      </summary>
      <List size="sm">
        {refused.map(({ line, column, reason }) => (
          <List.Item key={`${line} ${column} ${reason}`}>
            Line {line}
            {column && (
              <>
                , <b>{column}</b>
              </>
            )}
            : {refusalWords(reason)}
          </List.Item>
        ))}
      </List>
    </details>
  );
}

/** What a file has otherwise than the mapping, and what one can do about it. */
interface DifferencesProps extends Omit<Props, 'environment'> {
  preview: UploadPreview;
}

function Differences({ integration, chosen, preview }: DifferencesProps) {
  const [, choose] = useChosen(integration);
  const keeps = chosen.keepMissing === true;
  const path = usePath();
  const navigate = useNavigate();
  const { setDraft } = useMappingDraft(integration);
  const { identifierMissing, missing, unreadable, changed, partly, added, passedOver } =
    differenceOf(preview);
  const empty = preview.rows.length === 0;
  // What is proposed is looked at and saved where mappings are.
  const propose = (change: (draft: Draft) => Draft) => {
    setDraft(change(draftOf(integration)));
    void navigate(path(`integrations/${integration.key}/mapping`));
  };
  const names = (columns: { column: string }[]) => listed(columns.map(({ column }) => column));
  const fits = !identifierMissing && missing.length + unreadable.length + changed.length === 0;
  const several = missing.length > 1;
  return (
    <Stack gap="xs">
      {empty && (
        <Difference color="red" title="It has no rows">
          Nothing but the names of its columns is in it, so there is nobody to update. Take a file
          that has rows.
        </Difference>
      )}
      {fits && !empty && (
        <Text size="sm" role="status">
          It has all columns of the mapping.
        </Text>
      )}
      {identifierMissing && (
        <Difference
          color="red"
          title={`It has no column ${identifierMissing}, which says whom a row is about`}
          action="Choose another identifier"
          onAct={() => propose((draft) => ({ ...draft, identifier: '' }))}
        >
          Take a file that has it, or read this one otherwise if its columns look wrong.
        </Difference>
      )}
      {unreadable.length > 0 && (
        <Difference
          color="red"
          title={`${columnsWords(unreadable.length)} of the mapping cannot be read`}
        >
          <List size="sm">
            {unreadable.map(({ name, position, problem }) => (
              <List.Item key={position}>
                <b>{name}</b>, column {position}, {problem}
              </List.Item>
            ))}
          </List>
          It is not known which of them is meant. Give the others another name in the file, and
          choose it anew.
        </Difference>
      )}
      {missing.length > 0 && keeps && (
        <Difference
          color="gray"
          title={`Users keep what they have of ${names(missing)}`}
          action={several ? 'Do not take it without them' : 'Do not take it without it'}
          onAct={() => choose({ ...chosen, keepMissing: false })}
        >
          {several ? 'These columns of the mapping are' : 'This column of the mapping is'} not in
          the file. Nobody&rsquo;s values of {several ? 'them' : 'it'} change, whether one is in the
          file or not.
        </Difference>
      )}
      {missing.length > 0 && !keeps && (
        <Difference
          color="red"
          title={`${columnsWords(missing.length)} of the mapping ${several ? 'are' : 'is'} not in it: ${names(missing)}`}
          action="Keep what users have"
          onAct={() => choose({ ...chosen, keepMissing: true })}
          others={[
            {
              words: several ? 'They have other names here' : 'It has another name here',
              act: () => propose((draft) => draft),
            },
            {
              words: several ? 'Take them out of the mapping' : 'Take it out of the mapping',
              act: () =>
                propose((draft) =>
                  without(
                    draft,
                    missing.map(({ column }) => column),
                  ),
                ),
            },
          ]}
        >
          Take a file that has {several ? 'them' : 'it'}, or say what is to be done without{' '}
          {several ? 'them' : 'it'}. Taken out of the mapping, the values that users have of{' '}
          {several ? 'them' : 'it'} are erased.
        </Difference>
      )}
      {changed.length > 0 && (
        <Difference
          color="yellow"
          title={`${columnsWords(changed.length)} with values of another type`}
          action={changed.length === 1 ? 'Change its type' : 'Change their types'}
          onAct={() => propose((draft) => retyped(draft, changed))}
        >
          <List size="sm">
            {changed.map(({ column, type, foundType, refusedShare }) => (
              <List.Item key={column}>
                <b>{column}</b> looks like {foundType && typeLabel(foundType).toLowerCase()}, and is
                kept as {type && typeLabel(type).toLowerCase()}: its cells would be refused in{' '}
                {shareWords(refusedShare ?? 0)} of the rows looked at
              </List.Item>
            ))}
          </List>
          What does not fit is refused, cell by cell; the rest of a row is taken.
        </Difference>
      )}
      {passedOver.length > 0 && (
        <Text size="sm">
          Passed over, as each name stands twice: <b>{listed(passedOver)}</b>.
        </Text>
      )}
      {partly.length > 0 && <PartlyRefused columns={partly} />}
      {added.length > 0 && (
        <NotKept columns={added} onAdd={() => propose((draft) => keeping(draft, added))} />
      )}
    </Stack>
  );
}

/** Columns of the right type with cells that would be refused, and how many of them. */
function PartlyRefused({ columns }: { columns: UploadMapped[] }) {
  return (
    <div>
      <Text size="sm">Of the rows looked at, some would be refused, or a cell of theirs:</Text>
      <List size="sm">
        {columns.map(({ column, name, type, refusedShare }) => (
          <List.Item key={`${column} ${name}`}>
            <b>{column}</b>: {shareWords(refusedShare ?? 0)}{' '}
            {type
              ? `do not fit the type ${typeLabel(type).toLowerCase()}`
              : 'do not say whom they are about'}
          </List.Item>
        ))}
      </List>
    </div>
  );
}

interface NotKeptProps {
  columns: { name: string }[];
  onAdd: () => void;
}

/** Whether they are new, or were left out on purpose, nobody knows but who looks at it: no warning. */
function NotKept({ columns, onAdd }: NotKeptProps) {
  const one = columns.length === 1;
  return (
    <Group gap="xs">
      <Text size="sm">
        Not in the mapping, and passed over: <b>{listed(columns.map(({ name }) => name))}</b>.
      </Text>
      <Button size="compact-xs" variant="subtle" onClick={onAdd}>
        {one ? 'Add it to the mapping' : 'Add them to the mapping'}
      </Button>
    </Group>
  );
}

const columnsWords = (number: number) => `${number} ${number === 1 ? 'column' : 'columns'}`;

interface DifferenceProps {
  color: string;
  title: string;
  action?: string;
  onAct?: () => void;
  /** What can be done instead. */
  others?: { words: string; act: () => void }[];
  children: ReactNode;
}

function Difference(props: DifferenceProps) {
  const { color, title, action, onAct, others = [], children } = props;
  const acts = [...(action && onAct ? [{ words: action, act: onAct }] : []), ...others];
  return (
    <Alert
      color={color}
      variant="light"
      title={title}
      icon={<IconAlertTriangle size={18} />}
      role={color === 'red' ? 'alert' : 'status'}
    >
      <Text size="sm" component="div">
        {children}
      </Text>
      {acts.length > 0 && (
        <Group mt="xs" gap="xs">
          {acts.map(({ words, act }) => (
            <Button key={words} size="xs" variant="default" onClick={act}>
              {words}
            </Button>
          ))}
        </Group>
      )}
    </Alert>
  );
}
