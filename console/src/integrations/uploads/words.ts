import type { AttributeType, Upload, UploadFormat } from '../../shared/contract';
import { count } from '../../shared/time';

export type Mode = Upload['mode'];
type Status = Upload['status'];

/** Whether an upload changes nothing. */
export const isDryRun = ({ mode }: Pick<Upload, 'mode'>): boolean => mode.startsWith('dry-run');

/** Whether users who are not in the file lose this integration's attributes. */
export const replaces = ({ mode }: Pick<Upload, 'mode'>): boolean => mode.endsWith('replace');

/** What an upload is there for. */
export const MODES: Record<Mode, string> = {
  merge: 'Merge',
  replace: 'Replace',
  'dry-run': 'Dry run of a merge',
  'dry-run-replace': 'Dry run of a replace',
  undo: 'Undo',
};

export const STATUSES: Record<Status, { label: string; color: string }> = {
  receiving: { label: 'Receiving', color: 'accent' },
  waiting: { label: 'Waiting', color: 'gray' },
  running: { label: 'Running', color: 'accent' },
  done: { label: 'Done', color: 'green' },
  failed: { label: 'Failed', color: 'red' },
  cancelled: { label: 'Cancelled', color: 'gray' },
};

/** Whether an upload has come to its end, whatever it is. */
export const isOver = ({ status }: Pick<Upload, 'status'>): boolean =>
  status === 'done' || status === 'failed' || status === 'cancelled';

/** What is said of an upload without a file: an undoing. */
export const fileWords = ({ file, mode }: Pick<Upload, 'file' | 'mode'>): string =>
  file ?? (mode === 'undo' ? 'Undo' : 'A file without a name');

/** Who uploaded it. */
export const uploader = ({ by, origin }: Pick<Upload, 'by' | 'origin'>): string =>
  origin === null ? by : 'the schedule';

/** From where a schedule has taken a file: "s3://exports/a.csv", "the folder crm", "the import folder". */
export function originWords(origin: string): string {
  if (!origin.startsWith('folder ')) return origin;
  const path = origin.slice('folder '.length);
  return path.includes('/') ? `the folder ${path.slice(0, path.lastIndexOf('/'))}` : IMPORT_FOLDER;
}

/** The folder that whoever runs the server allows, itself. */
export const IMPORT_FOLDER = 'the import folder';

const UNITS = ['kB', 'MB', 'GB', 'TB'];

/** A size as people read it: "12.3 MB". */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  let [value, unit] = [bytes / 1000, 0];
  while (value >= 999.95 && unit < UNITS.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}

/** How long something took or takes: "4 s", "2 min 5 s", "3 h 12 min". */
export function lasting(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 1) return 'under 1 s';
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** How long an upload took in seconds; null where it is not over or never began. */
export function tookSeconds({ startedAt, createdAt, endedAt }: Upload): number | null {
  if (endedAt === null) return null;
  return (Date.parse(endedAt) - Date.parse(startedAt ?? createdAt)) / 1000;
}

/** How far an upload is in percent, of what it is about now; null where that cannot be said. */
export function percent(upload: Upload): number | null {
  const { status, bytes, receivedBytes, readBytes } = upload;
  if (status === 'done') return 100;
  if (bytes === null || bytes === 0) return null;
  const part = status === 'receiving' ? receivedBytes : readBytes;
  // All of it is only what is over.
  return Math.min(Math.floor((100 * part) / bytes), 99);
}

export const ENCODINGS: { value: UploadFormat['encoding']; label: string }[] = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'utf-16le', label: 'UTF-16, little endian' },
  { value: 'utf-16be', label: 'UTF-16, big endian' },
  { value: 'windows-1252', label: 'Windows-1252 (Western European)' },
];

export const DELIMITERS: { value: UploadFormat['delimiter']; label: string }[] = [
  { value: 'comma', label: 'Comma ,' },
  { value: 'semicolon', label: 'Semicolon ;' },
  { value: 'tab', label: 'Tab' },
  { value: 'pipe', label: 'Pipe |' },
];

export const QUOTES: { value: UploadFormat['quote']; label: string }[] = [
  { value: 'double', label: 'Double "' },
  { value: 'single', label: "Single '" },
  { value: 'none', label: 'None' },
];

/** How numbers are written that have a fraction. */
export const DECIMALS: { value: '.' | ','; label: string }[] = [
  { value: '.', label: 'Decimal point, 1,234.56' },
  { value: ',', label: 'Decimal comma, 1.234,56' },
];

/** How dates are written, beside those that begin with the year. */
export const DATES: { value: 'iso' | 'dmy' | 'mdy'; label: string }[] = [
  { value: 'iso', label: 'Only year first, 2026-12-31' },
  { value: 'dmy', label: 'Day first, 31.12.2026' },
  { value: 'mdy', label: 'Month first, 12/31/2026' },
];

/** What several values of a type are called. */
export const VALUES: Record<AttributeType, string> = {
  string: 'texts',
  number: 'numbers',
  boolean: 'yes or no',
  date: 'dates',
  strings: 'lists of texts',
};

/** Why something of a file was refused, in the words of files; the server's are those of calls, too. */
export const refusalWords = (reason: string): string =>
  reason
    .replace(/^not a boolean/, 'not yes or no')
    .replace(
      /^the identifier at ".*" is an empty string; send a string or a number there$/,
      'no value, and without one nobody knows whom the row is about',
    );

/** A share in percent, never rounded to none or all: "under 1 %", "12 %". */
export function shareWords(share: number): string {
  const whole = Math.round(share * 100);
  if (share > 0 && whole === 0) return 'under 1 %';
  if (share < 1 && whole === 100) return 'over 99 %';
  return `${whole} %`;
}

const labelOf = <T extends string>(of: { value: T; label: string }[], value: T) =>
  of.find((one) => one.value === value)?.label ?? value;

const CELLS: Record<string, string | undefined> = {
  comma: 'commas',
  semicolon: 'semicolons',
  tab: 'tabs',
  pipe: 'pipes',
};

/** The delimiters to choose from, with the one that a file has. */
export const delimitersWith = (found: string | undefined) =>
  found === undefined || CELLS[found]
    ? DELIMITERS
    : [...DELIMITERS, { value: found, label: found }];

/** How a file is written, in a sentence without its end. */
export function formatWords(format: UploadFormat): string {
  const { encoding, delimiter, quote, header, skipRows, decimal, dates } = format;
  const cells = CELLS[delimiter] ?? `“${delimiter}”`;
  const quotes = quote === 'none' ? 'no quotes' : `${quote} quotes`;
  const first = header ? 'the first row has the names' : 'no row of names';
  return [
    labelOf(ENCODINGS, encoding),
    `${cells} between cells`,
    quotes,
    ...(skipRows > 0 ? [`${counted(skipRows, 'line')} above passed over`] : []),
    first,
    ...(decimal === ',' ? ['numbers with a decimal comma'] : []),
    ...(dates === 'dmy' ? ['dates with the day first'] : []),
    ...(dates === 'mdy' ? ['dates with the month first'] : []),
  ].join(', ');
}

/** "1 user", "1,200 users" */
export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${count(number)} ${number === 1 ? one : many}`;

/** What an upload came to, or would, in a line: "10 new, 500 changed, 7 rows refused". */
export function outcome({ users, rows, mode, status }: Upload): string {
  const parts = (
    mode === 'undo'
      ? [
          [users.changed, 'put back'],
          [users.removed, 'removed'],
        ]
      : [
          [users.new, 'new'],
          [users.changed, 'changed'],
          [users.unchanged, 'unchanged'],
          [users.cleared, 'cleared'],
        ]
  ) as [number, string][];
  const said = parts.filter(([number]) => number > 0).map(([n, what]) => `${count(n)} ${what}`);
  if (mode !== 'undo') {
    if (rows.refused > 0) said.push(`${counted(rows.refused, 'row')} refused`);
    if (rows.partial > 0) said.push(`${counted(rows.partial, 'row')} in part`);
  }
  if (said.length > 0) return `${isDryRun({ mode }) ? 'Would be ' : ''}${said.join(', ')}`;
  return status === 'done' ? 'Nothing changed' : '–';
}

/** What a failed upload has changed all the same. */
export const takenBefore = ({ status, mode, rows }: Upload): string | null =>
  status === 'failed' && !isDryRun({ mode }) && mode !== 'undo' && rows.taken > 0
    ? `${counted(rows.taken, 'row')} ${rows.taken === 1 ? 'was' : 'were'} taken before.`
    : null;

/** Whether an upload has left out something of what it read. */
export const leftOut = ({ rows }: Pick<Upload, 'rows'>): boolean => rows.refused + rows.partial > 0;

/**
 * Which quarter of the way an upload has passed, for whoever hears and does not see it.
 *
 * @param arriving whether more of its file is on its way
 */
export function milestone(upload: Upload, arriving = true): string {
  const name = fileWords(upload);
  const quarter = Math.floor((percent(upload) ?? 0) / 25) * 25;
  switch (upload.status) {
    case 'receiving':
      if (!arriving)
        return `Nothing of ${name} is being sent; ${percent(upload) ?? 0} % has arrived.`;
      return quarter === 0 ? `${name} is being sent.` : `${quarter} % of ${name} has arrived.`;
    case 'waiting':
      return upload.mode === 'undo'
        ? `${name} waits for its turn.`
        : `${name} has arrived and waits for its turn.`;
    case 'running':
      if (upload.mode === 'undo') {
        return quarter === 0 ? `${name} has begun.` : `${name}: ${quarter} % is put back.`;
      }
      return quarter === 0 ? `${name} is being read.` : `${quarter} % of ${name} is read.`;
    case 'done':
      return `${name} is done: ${outcome(upload)}.`;
    case 'failed':
      return `${name} failed. ${upload.reason ?? ''}`.trim();
    case 'cancelled':
      return `${name} is cancelled.`;
  }
}
