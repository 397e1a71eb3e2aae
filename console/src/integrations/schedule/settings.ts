import type { NewSchedule, Schedule, ScheduleSource } from '../../shared/contract';
import { fieldErrors } from '../../shared/problem';
import { capitalised } from '../../shared/words';
import type { Way } from '../uploads/ModeChoice';

/** Where files are: a bucket at AWS or in another store, or a folder. */
export type From = 'amazon' | 'store' | 'folder';

/** A schedule as its form has it. */
export interface Values {
  from: From;
  endpoint: string;
  region: string;
  bucket: string;
  prefix: string;
  pathStyle: boolean;
  accessKeyId: string;
  secretAccessKey: string;
  path: string;
  pattern: string;
  mode: Way;
  everyMinutes: number | string;
}

export const FIELDS = [
  'endpoint',
  'region',
  'bucket',
  'prefix',
  'pathStyle',
  'accessKeyId',
  'secretAccessKey',
  'path',
  'pattern',
  'mode',
  'everyMinutes',
] as const satisfies (keyof Values)[];

const MINUTES_MAX = 1_440;

export function valuesOf(schedule: Schedule | null, foldersAllowed: boolean): Values {
  const source: Partial<ScheduleSource> = schedule?.source ?? {};
  return {
    from: schedule ? fromOf(schedule.source) : foldersAllowed ? 'folder' : 'amazon',
    endpoint: source.endpoint ?? '',
    region: source.region ?? '',
    bucket: source.bucket ?? '',
    prefix: source.prefix ?? '',
    // Most stores but AWS know nothing else.
    pathStyle: source.pathStyle ?? true,
    accessKeyId: source.accessKeyId ?? '',
    secretAccessKey: '',
    path: source.path ?? '',
    pattern: source.pattern ?? '*.csv',
    mode: schedule?.mode ?? 'merge',
    everyMinutes: schedule?.everyMinutes ?? 15,
  };
}

const fromOf = ({ kind, endpoint }: ScheduleSource): From =>
  kind === 'folder' ? 'folder' : endpoint === null ? 'amazon' : 'store';

/** Whether the server still has the secret that goes with what is in the form. */
export function keepsSecret(schedule: Schedule | null, values: Values): boolean {
  const source = schedule?.source;
  return (
    source?.kind === 'bucket' &&
    source.endpoint === endpointOf(values) &&
    source.accessKeyId === values.accessKeyId.trim()
  );
}

const endpointOf = ({ from, endpoint }: Values): string | null =>
  from === 'store' ? endpoint.trim() : null;

/** What is wrong before anything is sent, by field. */
export function faults(schedule: Schedule | null, values: Values): Partial<Record<string, string>> {
  const minutes = Number(values.everyMinutes);
  const wrong: Partial<Record<string, string>> = {};
  const need = (field: keyof Values, words: string) => {
    if (!String(values[field]).trim()) wrong[field] = words;
  };
  if (values.from === 'folder') need('pattern', 'Say which files; *.csv for all that end so.');
  else {
    if (values.from === 'store') need('endpoint', 'Say where the store is.');
    need('region', 'Say which region.');
    need('bucket', 'Name the bucket.');
    need('accessKeyId', 'Say which access key.');
    if (!keepsSecret(schedule, values)) need('secretAccessKey', 'Enter the secret of this key.');
  }
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > MINUTES_MAX) {
    wrong['everyMinutes'] = 'Enter a whole number of minutes from 1 to 1,440.';
  }
  return wrong;
}

/** What is sent. */
export function sent(schedule: Schedule | null, values: Values): NewSchedule {
  const { from, mode } = values;
  const everyMinutes = Number(values.everyMinutes);
  if (from === 'folder') {
    const { path, pattern } = values;
    return {
      source: { kind: 'folder', path: path.trim(), pattern: pattern.trim() },
      mode,
      everyMinutes,
    };
  }
  const before = schedule?.source;
  return {
    source: {
      kind: 'bucket',
      endpoint: endpointOf(values),
      region: values.region.trim(),
      bucket: values.bucket.trim(),
      prefix: values.prefix.trim(),
      // The form does not ask for it of AWS, so that it stays as a script may have set it.
      pathStyle:
        from === 'store'
          ? values.pathStyle
          : before?.endpoint === null && before.pathStyle === true,
      accessKeyId: values.accessKeyId.trim(),
      ...(values.secretAccessKey ? { secretAccessKey: values.secretAccessKey } : {}),
    },
    mode,
    everyMinutes,
  };
}

const REFUSED = /^is refused: /;

/** What the server said, at the fields that it is about. */
export function atFields(error: unknown, from: From): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fieldErrors(error)).map(([path, reason]) => [
      // Of a source as a whole nothing is refused but where it is.
      path === 'source' ? (from === 'folder' ? 'path' : 'endpoint') : path.replace(/^source\./, ''),
      REFUSED.test(reason) ? `${capitalised(reason.replace(REFUSED, ''))}.` : reason,
    ]),
  );
}

/** Whether two schedules take the same, however their looks went. */
export const same = (one: Schedule | null, other: Schedule | null): boolean =>
  JSON.stringify(settings(one)) === JSON.stringify(settings(other));

const settings = (schedule: Schedule | null) =>
  schedule && [schedule.source, schedule.mode, schedule.everyMinutes];
