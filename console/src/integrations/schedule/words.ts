import type { Schedule, ScheduleSource } from '../../shared/contract';
import { counted, IMPORT_FOLDER } from '../uploads/words';

/** Where a bucket is: "Amazon S3 in eu-central-1", "storage.example.com". */
const storeWords = ({ endpoint, region }: ScheduleSource): string =>
  endpoint === null ? `Amazon S3 in ${region}` : endpoint.replace(/^https?:\/\/|\/$/g, '');

/** Where files are, inside of a sentence. */
export const sourceWords = (source: ScheduleSource): string =>
  source.kind === 'bucket'
    ? `the bucket ${source.bucket} at ${storeWords(source)}`
    : source.path
      ? `the folder ${source.path}`
      : IMPORT_FOLDER;

/** Which of the files there are taken, after what says where they are. */
export function whichWords(source: ScheduleSource): string {
  if (source.kind === 'folder') return `files named ${source.pattern}`;
  return source.prefix ? `files whose names begin with ${source.prefix}` : 'all files';
}

/** How often: "every 15 minutes". */
export function everyWords(minutes: number): string {
  if (minutes === 1_440) return 'once a day';
  if (minutes % 60 !== 0) return minutes === 1 ? 'every minute' : `every ${minutes} minutes`;
  return minutes === 60 ? 'every hour' : `every ${minutes / 60} hours`;
}

/**
 * Whether it is looked now or sooner than usual: asked for, or as a file may not be whole. Told by the server's times alone, as
 * the browser's clock may be another.
 */
export const isDueSoon = ({ looking, lastLookAt, nextLookAt, everyMinutes }: Schedule): boolean =>
  looking ||
  lastLookAt === null ||
  Date.parse(nextLookAt) - Date.parse(lastLookAt) < everyMinutes * 60_000 - 1_000;

/** What the last look has found. */
export function found(schedule: Schedule): string {
  const { lastTaken, trouble } = schedule;
  if (lastTaken > 0) {
    return `${counted(lastTaken, 'new file')} ${lastTaken === 1 ? 'was' : 'were'} taken.`;
  }
  if (trouble) return 'No file was taken.';
  return isDueSoon(schedule)
    ? 'A file may not be complete yet. It is looked at once more in some seconds, and taken if it is as it was.'
    : 'There was no new file.';
}

/** What can be done about what went wrong. */
export function advice({ trouble, source }: Schedule, admin: boolean): string {
  if (trouble?.startsWith('The file ')) {
    return 'Mend the file where it is: one that has changed is taken again. If the file is right, change the mapping.';
  }
  const settings = admin
    ? 'what is set below'
    : 'what is set below, which an administrator can change';
  return source.kind === 'bucket'
    ? `Check ${settings}; if it is right, ask whoever runs the store.`
    : `Check ${settings}; if it is right, ask whoever runs this server.`;
}
