import { Alert, Badge, Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { BackLink } from '../../shared/BackLink';
import { Confirm } from '../../shared/Confirm';
import type { Integration, Upload } from '../../shared/contract';
import { InlineLink } from '../../shared/InlineLink';
import { Page } from '../../shared/Page';
import { Panel } from '../../shared/Panel';
import { Queried } from '../../shared/Queried';
import { useMay } from '../../shared/session';
import { ProblemView } from '../../shared/states';
import { count, inFull } from '../../shared/time';
import { at, usePath, useWhere } from '../../shared/where';
import { integrationQuery } from '../queries';
import { Cancel, Download, Undo } from './Actions';
import { asRead, isFileOf, useChosen } from './chosen';
import { listed } from './columns';
import { DropZone } from './DropZone';
import { Fact } from './Fact';
import { Progress } from './Progress';
import { goOn, isOther, stopSending, type Sending } from './send';
import classes from './Uploads.module.css';
import { useStart } from './useStart';
import { useArriving, useUpload } from './useUpload';
import {
  counted,
  fileWords,
  formatWords,
  isDryRun,
  isOver,
  leftOut,
  lasting,
  MODES,
  originWords,
  percent,
  refusalWords,
  replaces,
  size,
  STATUSES,
  tookSeconds,
  uploader,
} from './words';

/** One upload: how far it is, what it did, and what can be done about it. */
export function Component() {
  const { system } = useWhere();
  const path = usePath();
  const { integration: key = '', upload: id = '' } = useParams();
  const place = { system: system.key, integration: key };
  const integration = useQuery(integrationQuery(system.key, key));
  const { query, sending } = useUpload(place, id);
  const upload = query.data;
  const name = integration.data?.name ?? key;
  return (
    <Page
      key={id}
      title={upload ? fileWords(upload) : 'Upload'}
      above={<BackLink to={path(`integrations/${key}/uploads`)}>Uploads of {name}</BackLink>}
    >
      <Queried query={query}>
        {(upload) => (
          <Queried query={integration}>
            {(integration) => <View {...{ upload, integration, sending }} />}
          </Queried>
        )}
      </Queried>
    </Page>
  );
}

interface Props {
  upload: Upload;
  integration: Integration;
}

function View({ upload, integration, sending }: Props & { sending: Sending | null }) {
  const { system } = useWhere();
  const mayEdit = useMay('editor');
  const place = { system: system.key, integration: integration.key };
  const over = isOver(upload);
  const status = STATUSES[upload.status];
  const mind = upload.status === 'done' && leftOut(upload);
  return (
    <Stack gap="lg" className={classes.parts}>
      <Group gap="xs">
        <Badge variant="light" color={mind ? 'yellow' : status.color}>
          {status.label}
        </Badge>
        <Text size="sm" c="dimmed">
          {MODES[upload.mode]} in {environmentName(system, upload)}
        </Text>
      </Group>
      {!over && <OnItsWay {...{ upload, integration, sending }} />}
      {upload.reason && (
        <Alert
          color={upload.status === 'done' ? 'yellow' : 'red'}
          variant="light"
          role="alert"
          icon={<IconAlertTriangle size={18} />}
          title={
            upload.status === 'failed'
              ? 'It failed'
              : upload.status === 'done'
                ? 'It is done, but mind this'
                : 'Something went wrong'
          }
        >
          {upload.reason}
        </Alert>
      )}
      {upload.status === 'cancelled' && (
        <Alert color="gray" variant="light" icon={<IconInfoCircle size={18} />} title="Cancelled">
          {isDryRun(upload)
            ? 'A dry run changes nothing.'
            : upload.rows.taken === 0
              ? 'No row was taken.'
              : `${counted(upload.rows.taken, 'row')} had been taken by then, and stay as long as they are not undone.`}
        </Alert>
      )}
      {(over || upload.rows.read > 0) && <Result upload={upload} />}
      {upload.refusals.length > 0 && <Refusals upload={upload} />}
      {upload.segments && <Segments upload={upload} />}
      {isDryRun(upload) && upload.status === 'done' && mayEdit && upload.rows.taken > 0 && (
        <ForReal upload={upload} integration={integration} />
      )}
      {isDryRun(upload) && upload.status === 'done' && upload.rows.taken === 0 && (
        <Alert
          color="red"
          variant="light"
          role="alert"
          icon={<IconAlertTriangle size={18} />}
          title="No row could be taken"
        >
          {upload.rows.read === 0
            ? 'The file has no rows but that of the names'
            : 'Each row was refused'}
          , so an upload for real would fail, and change nobody.
        </Alert>
      )}
      {over && (
        <Group gap="sm">
          {mayEdit && upload.hasRefusedRows && (
            <Download place={place} name={`uploads/${upload.id}/rejected.csv`}>
              Download the refused rows
            </Download>
          )}
          <Download place={place} name={`uploads/${upload.id}/report.csv`}>
            Download a report
          </Download>
          {mayEdit && !isDryRun(upload) && upload.mode !== 'undo' && (
            <Undo upload={upload} integration={integration} />
          )}
        </Group>
      )}
      {over && mayEdit && upload.hasRefusedRows && (
        <Text size="sm" c="dimmed">
          The refused rows come with line, column and reason in three columns more, which are passed
          over when you mend the rows and upload that file. Only of a row that had more or fewer
          cells than it should, muster_reason has to be emptied once each value is in its column:
          until then it is refused again.
        </Text>
      )}
      <Facts upload={upload} />
    </Stack>
  );
}

const environmentName = (
  system: { environments: { key: string; name: string }[] },
  { environment }: Upload,
): string => system.environments.find(({ key }) => key === environment)?.name ?? environment;

/** Of one that has not ended: how far it is, and how it goes on where it stopped. */
function OnItsWay({ upload, integration, sending }: Props & { sending: Sending | null }) {
  const mayEdit = useMay('editor');
  const arriving = useArriving(upload);
  const waits = upload.status === 'receiving' && !sending;
  return (
    <Panel
      title={
        upload.status === 'receiving'
          ? 'Sending the file'
          : upload.mode === 'undo'
            ? 'Putting values back'
            : 'Reading the file'
      }
      actions={mayEdit && <Cancel upload={upload} integration={integration} size="xs" />}
    >
      <Stack>
        <Progress upload={upload} sending={sending} />
        {sending?.state === 'stopped' && (
          <Stopped upload={upload} integration={integration} sending={sending} />
        )}
        {sending && sending.state !== 'stopped' && (
          <Text size="sm" c="dimmed">
            Keep this tab open until all is sent; you can look at other pages in it.
          </Text>
        )}
        {waits && arriving && (
          <Text size="sm" c="dimmed" role="status">
            It is being sent from elsewhere, by {uploader(upload)}.
          </Text>
        )}
        {waits && !arriving && mayEdit && <ChooseAgain upload={upload} integration={integration} />}
        {!waits && !sending && (
          <Text size="sm" c="dimmed">
            You can leave this page and close the tab: it goes on by itself.
          </Text>
        )}
      </Stack>
    </Panel>
  );
}

function Stopped({ upload, integration, sending }: Props & { sending: Sending }) {
  const { system } = useWhere();
  const queryClient = useQueryClient();
  const place = { system: system.key, integration: integration.key };
  const again = useMutation({
    mutationFn: () => goOn(queryClient, place, upload.id, sending.file),
    meta: { shown: true },
  });
  if (isOther(sending.error)) {
    return (
      <ProblemView
        error={sending.error}
        retry="Choose the file again"
        onRetry={() => stopSending(upload.id)}
      />
    );
  }
  return (
    <ProblemView
      error={again.error ?? sending.error}
      retry="Go on"
      onRetry={() => again.mutate()}
    />
  );
}

/** After the page was loaded anew, the file has to be handed over again. */
function ChooseAgain({ upload, integration }: Props) {
  const { system } = useWhere();
  const queryClient = useQueryClient();
  const [other, setOther] = useState<string | null>(null);
  const place = { system: system.key, integration: integration.key };
  const part = percent(upload);
  const again = useMutation({
    mutationFn: (file: File) => goOn(queryClient, place, upload.id, file),
    meta: { shown: true },
  });
  return (
    <Stack gap="xs">
      <DropZone
        title={`Choose ${fileWords(upload)} again to go on${part === null ? '' : ` from ${part} %`}`}
        onFile={(file) => {
          const same = isFileOf(file, upload);
          setOther(same ? null : file.name);
          if (same) again.mutate(file);
        }}
      >
        What has arrived stays. If another window is sending it, leave it to that.
      </DropZone>
      {other && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {other} is another file: {fileWords(upload)}
          {upload.bytes !== null && ` has ${count(upload.bytes)} bytes`}. Cancel this upload to send
          another one.
        </Text>
      )}
      {again.error && <ProblemView error={again.error} />}
    </Stack>
  );
}

function Result({ upload }: { upload: Upload }) {
  const { users, rows, mode, status } = upload;
  const dry = isDryRun(upload);
  const title =
    status !== 'done'
      ? 'So far'
      : dry
        ? 'What it would do'
        : mode === 'undo'
          ? 'What was put back'
          : 'What it did';
  return (
    <Panel title={title} about={dry ? 'Nothing was changed.' : undefined}>
      <dl className={classes.tiles}>
        {mode === 'undo' ? (
          <>
            <Tile name="Users put back" value={users.changed} />
            <Tile name="Users removed" value={users.removed} />
          </>
        ) : (
          <>
            <Tile name="New users" value={users.new} />
            <Tile name="Changed users" value={users.changed} />
            <Tile name="Unchanged users" value={users.unchanged} />
            {replaces(upload) && (
              <Tile name="Cleared users" value={users.cleared} about="not in the file" />
            )}
            <Tile name="Refused rows" value={rows.refused} bad={rows.refused > 0} />
            {rows.partial > 0 && (
              <Tile
                name="Rows in part"
                value={rows.partial}
                bad
                about="some of their cells were refused"
              />
            )}
          </>
        )}
      </dl>
      {mode !== 'undo' && (
        <Text size="sm" c="dimmed" mt="md">
          {counted(rows.read, 'row')} read, {count(rows.taken)} of them taken
          {rows.partial > 0 && `, ${count(rows.partial)} only in part`}.
          {rows.duplicates > 0 &&
            ` ${count(rows.duplicates)} of a user with an earlier row in the file; the last one wins.`}
        </Text>
      )}
    </Panel>
  );
}

/** The server tells of no more. */
const REFUSALS_MAX = 10;

/** What was refused, and why: what is to be mended in the file, or in how it is read. */
function Refusals({ upload }: { upload: Upload }) {
  const { refusals } = upload;
  return (
    <Panel
      title={isDryRun(upload) ? 'What would be refused' : 'What was refused'}
      about={refusals.length === REFUSALS_MAX ? 'The commonest reasons.' : undefined}
      flush
    >
      <div className={classes.wide}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Column</Table.Th>
              <Table.Th>Reason</Table.Th>
              <Table.Th className="numbers" ta="end">
                How often
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {refusals.map(({ column, reason, count: times, firstLine }) => (
              <Table.Tr key={`${column} ${reason}`}>
                <Table.Td fw={550} style={{ overflowWrap: 'anywhere' }}>
                  {column ?? 'Whole rows'}
                </Table.Td>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  {refusalWords(reason)}
                  <Text size="xs" c="dimmed">
                    first in line {count(firstLine)}
                  </Text>
                </Table.Td>
                <Table.Td className="numbers" ta="end">
                  {count(times)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Panel>
  );
}

interface TileProps {
  name: string;
  value: number;
  about?: string;
  bad?: boolean;
}

function Tile({ name, value, about, bad }: TileProps) {
  return (
    <div data-bad={bad || undefined}>
      <dt>{name}</dt>
      <dd>
        {count(value)}
        {about && <small>{about}</small>}
      </dd>
    </div>
  );
}

function Segments({ upload }: { upload: Upload }) {
  const { system } = useWhere();
  const segments = upload.segments ?? [];
  const name = environmentName(system, upload);
  return (
    <Panel title={`Live segments in ${name}`} flush={segments.length > 0}>
      {segments.length === 0 ? (
        <Text size="sm" c="dimmed">
          No segment is live in {name}, so nobody would enter or leave one.
        </Text>
      ) : (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Segment</Table.Th>
              <Table.Th className="numbers" ta="end">
                Would enter
              </Table.Th>
              <Table.Th className="numbers" ta="end">
                Would leave
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {segments.map(({ key, name, entering, leaving, needsPage }) => (
              <Table.Tr key={key}>
                <Table.Td>
                  <InlineLink to={at(system, { key: upload.environment }, `segments/${key}`)}>
                    {name}
                  </InlineLink>
                </Table.Td>
                {needsPage ? (
                  <Table.Td colSpan={2} ta="end" c="dimmed">
                    told only while a page loads
                  </Table.Td>
                ) : (
                  <>
                    <Moving sign="+" number={entering} />
                    <Moving sign="−" number={leaving} />
                  </>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Panel>
  );
}

function Moving({ sign, number }: { sign: string; number: number }) {
  return (
    <Table.Td className="numbers" ta="end" c={number === 0 ? 'dimmed' : undefined}>
      {number === 0 ? 0 : `${sign}${count(number)}`}
    </Table.Td>
  );
}

/** What a dry run left out of the file: "3 rows would be refused, and 20 taken in part." */
function lossWords({ rows: { refused, partial } }: Upload): string {
  const said = [
    ...(refused > 0 ? [`${counted(refused, 'row')} would be refused`] : []),
    ...(partial > 0
      ? [`${refused > 0 ? count(partial) : counted(partial, 'row')} taken only in part`]
      : []),
  ].join(', and ');
  return `${said}.`;
}

/** After a dry run: the same file, for real. */
function ForReal({ upload, integration }: Props) {
  const { system } = useWhere();
  const [chosen, choose] = useChosen(integration);
  const [asked, setAsked] = useState(false);
  const [other, setOther] = useState<string | null>(null);
  const same = chosen !== null && isFileOf(chosen.file, upload);
  const name = environmentName(system, upload);
  const replace = replaces(upload);
  const start = useStart(integration);
  const begin = (file: File) =>
    start.mutate(
      {
        // As it was read for the dry run.
        chosen: { file, format: asRead(upload.format), keepMissing: upload.missing === 'keep' },
        environment: upload.environment,
        mode: replace ? 'replace' : 'merge',
      },
      { onSettled: () => setAsked(false) },
    );
  if (!same) {
    return (
      <Stack gap="xs">
        <DropZone
          title={`Choose ${fileWords(upload)} again to upload it to ${name}`}
          onFile={(file) => {
            const fits = isFileOf(file, upload);
            setOther(fits ? null : file.name);
            if (fits) choose({ file, format: {} });
          }}
        >
          It is the same as in the dry run, but that it changes what users have.
        </DropZone>
        {other && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {other} is another file than the one of the dry run. Begin anew with it under{' '}
            <InlineLink
              to={at(
                system,
                { key: upload.environment },
                `integrations/${integration.key}/uploads`,
              )}
            >
              Uploads
            </InlineLink>
            .
          </Text>
        )}
      </Stack>
    );
  }
  return (
    <Panel>
      <Stack gap="sm">
        {start.error && <ProblemView error={start.error} />}
        <Group justify="space-between" gap="sm">
          <Text size="sm" style={{ flex: '1 1 16rem' }}>
            {leftOut(upload) && `${lossWords(upload)} `}
            {replace
              ? `${leftOut(upload) ? '' : 'Does it look right? '}${counted(upload.users.cleared, 'user')} who ${upload.users.cleared === 1 ? 'is' : 'are'} not in the file would lose what ${integration.name} has told.`
              : leftOut(upload)
                ? 'The upload itself would do the same.'
                : 'Does it look right? Then the same file is uploaded for real.'}{' '}
            It can be undone for 7 days; what is uploaded later has to be undone first.
          </Text>
          <Button
            color={replace ? 'red' : undefined}
            loading={start.isPending}
            onClick={() => (replace ? setAsked(true) : begin(chosen.file))}
          >
            {replace ? `Replace in ${name}` : `Upload to ${name}`}
          </Button>
        </Group>
      </Stack>
      <Confirm
        opened={asked}
        onClose={() => setAsked(false)}
        title={`Replace all of ${integration.name} in ${name}?`}
        action="Replace"
        pending={start.isPending}
        onConfirm={() => begin(chosen.file)}
      >
        {counted(upload.users.cleared, 'user')} who {upload.users.cleared === 1 ? 'is' : 'are'} not
        in {fileWords(upload)} would lose {listed(integration.properties.map((one) => one.name))}.
      </Confirm>
    </Panel>
  );
}

function Facts({ upload }: { upload: Upload }) {
  const { system } = useWhere();
  const { origin, bytes, format, rowsPerSecond, undo, undoOf, undoneBy } = upload;
  const took = tookSeconds(upload);
  const other = (id: string, words: string) => (
    <InlineLink
      to={at(
        system,
        { key: upload.environment },
        `integrations/${upload.integration}/uploads/${id}`,
      )}
    >
      {words}
    </InlineLink>
  );
  return (
    <Panel title="Details">
      <dl className={classes.facts}>
        <Fact name="Begun">
          {inFull(upload.createdAt)}, by{' '}
          {origin ? (
            <InlineLink
              to={at(
                system,
                { key: upload.environment },
                `integrations/${upload.integration}/schedule`,
              )}
            >
              {uploader(upload)}
            </InlineLink>
          ) : (
            uploader(upload)
          )}
        </Fact>
        <Fact name="Taken from">{origin && originWords(origin)}</Fact>
        <Fact name="Size">{bytes !== null && size(bytes)}</Fact>
        <Fact name="Read as">{format && formatWords(format)}</Fact>
        <Fact name="Took">
          {took !== null &&
            [
              lasting(took),
              ...(took >= 1 && rowsPerSecond > 0
                ? [`${count(Math.round(rowsPerSecond))} rows a second`]
                : []),
            ].join(', ')}
        </Fact>
        <Fact name="Can be undone until">{undo.possible && undo.until && inFull(undo.until)}</Fact>
        <Fact name="Takes back">{undoOf && other(undoOf, 'this upload')}</Fact>
        <Fact name="Was taken back">{undoneBy && other(undoneBy, 'by this one')}</Fact>
      </dl>
    </Panel>
  );
}
