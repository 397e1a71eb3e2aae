import type { SeriesColor } from '../../shared/chart';
import type {
  HealthFinding,
  HealthFindingKind,
  Integration,
  IntegrationHealth,
  Outcome,
  PropertyHealth,
} from '../../shared/contract';
import { count, share } from '../../shared/time';

/** What each kind of finding is called. */
export const KINDS: Record<HealthFindingKind, string> = {
  'nothing-ever': 'Nothing came yet',
  failing: 'Most is refused',
  'signature-failing': 'Signatures fail',
  quiet: 'Nothing comes any more',
  'property-missing': 'A property is missing',
  'property-empty': 'A property has no value any more',
  'property-refused': 'A property is refused',
  'volume-dropped': 'Far less comes',
  'volume-rose': 'Far more comes',
  'late-events': 'Much is too late',
  'sent-again': 'Much comes again',
  'all-ignored': 'All is of kinds that are not wanted',
  limited: 'More comes than is allowed',
  'schedule-failing': 'The schedule does not take files',
  'upload-failed': 'The last file failed',
  'rows-refused': 'Many rows are refused',
};

/** What is taken is green, in part orange, refused red, wherever it is counted. */
export const COLORS = {
  accepted: 'teal-8',
  partial: 'orange-8',
  rejected: 'red-7',
  ignored: 'grape-6',
  duplicate: 'cyan-8',
  stale: 'pink-7',
} as const satisfies Record<Outcome, SeriesColor>;

const OF_BOTH: HealthFindingKind[] = [
  'quiet',
  'property-missing',
  'property-empty',
  'property-refused',
  'volume-dropped',
  'volume-rose',
];

/** What each kind of integration can be told of. */
export const TOLD: Record<Integration['kind'], HealthFindingKind[]> = {
  api: [
    'failing',
    'signature-failing',
    ...OF_BOTH,
    'late-events',
    'sent-again',
    'all-ignored',
    'limited',
  ],
  csv: ['schedule-failing', 'upload-failed', 'rows-refused', ...OF_BOTH],
};

interface Where {
  to: string;
  label: string;
}

/** Where one looks, and what that is called: below the page of the integration. */
export const placesOf = (
  of: Integration['kind'],
  kind: HealthFindingKind,
  { property, upload }: Pick<HealthFinding, 'property' | 'upload'>,
): Where[] => (of === 'csv' ? placesOfFiles(kind, upload) : placesOfDeliveries(kind, property));

function placesOfFiles(kind: HealthFindingKind, upload: string | null): Where[] {
  const uploads =
    upload === null || kind === 'quiet'
      ? { to: 'uploads', label: 'Show the uploads' }
      : { to: `uploads/${upload}`, label: 'Show the upload' };
  const schedule = { to: 'schedule', label: 'Open the schedule' };
  switch (kind) {
    case 'schedule-failing':
      return [schedule];
    case 'nothing-ever':
    case 'quiet':
      return [uploads, schedule];
    case 'property-missing':
    case 'property-empty':
    case 'property-refused':
      return [uploads, { to: 'mapping', label: 'Open the mapping' }];
    default:
      return [uploads];
  }
}

function placesOfDeliveries(kind: HealthFindingKind, property: string | null): Where[] {
  const of = (outcome: string) => ({
    to: `deliveries?outcome=${outcome}`,
    label: 'Show these deliveries',
  });
  const mapping = { to: 'mapping', label: 'Open the mapping' };
  switch (kind) {
    case 'nothing-ever':
    case 'quiet':
      return [{ to: 'endpoint', label: 'Show the endpoint' }];
    case 'failing':
      return [{ ...of('rejected'), label: 'Show what was refused' }];
    case 'signature-failing':
      return [
        { to: 'receiving', label: 'Open how it is received' },
        { ...of('rejected'), label: 'Show what was refused' },
      ];
    case 'property-missing':
    case 'property-empty':
      return [{ to: 'deliveries', label: 'Show recent deliveries' }, mapping];
    case 'property-refused':
      return [
        {
          to: `deliveries?text=${encodeURIComponent(property ?? '')}`,
          label: 'Show what was refused',
        },
        mapping,
      ];
    case 'volume-dropped':
    case 'volume-rose':
      return [{ to: 'deliveries', label: 'Show recent deliveries' }];
    case 'late-events':
      return [of('stale')];
    case 'sent-again':
      return [of('duplicate')];
    case 'all-ignored':
      return [of('ignored')];
    case 'limited':
      return [{ to: 'receiving', label: 'Open how it is received' }];
    default:
      return [];
  }
}

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const TICK = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** A day of the server as a point of a chart. */
export const pointOf = (day: string) => ({
  label: DAY.format(new Date(day)),
  tick: TICK.format(new Date(day)),
});

const refusedOn = ({ refused }: PropertyHealth['days'][number]): number =>
  Object.values(refused).reduce((sum, some) => sum + some, 0);

/** Of the deliveries of a day, which parts had a value, null, and something that was refused. */
export function partsOf(day: PropertyHealth['days'][number]) {
  const refused = refusedOn(day);
  const part = (some: number) => (day.read === 0 ? 0 : Math.min(1, some / day.read));
  return { valued: part(day.valued), empty: part(day.empty), refused: part(refused) };
}

/** Of the cells of a file's column, which parts had a value, none, and one that was refused. */
export function cellsOf({ valued, empty, refused }: PropertyHealth['files'][number]) {
  const cells = valued + empty + refused;
  const part = (some: number) => (cells === 0 ? 0 : some / cells);
  return { valued: part(valued), empty: part(empty), refused: part(refused) };
}

/** The columns of the last files, for those who do not see them. */
export function filesWords({ name, files }: PropertyHealth): string {
  const last = files.at(-1);
  if (!last) return `${name}: no file yet`;
  const cells = last.valued + last.empty + last.refused;
  const had = files.filter(({ valued, empty, refused }) => valued + empty + refused > 0).length;
  return [
    `${name}: the column is in ${count(had)} of the last ${count(files.length)} ${files.length === 1 ? 'file' : 'files'}`,
    cells === 0
      ? 'no cell of it was read in the last one'
      : `${share(last.valued, cells)} of ${count(cells)} cells of the last one have a value`,
    last.refused > 0 ? `${count(last.refused)} were refused` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** A file as a point of a chart; its moment is that of the system, as in the words beside it. */
export function fileOf({ file, at, status }: IntegrationHealth['files'][number], timeZone: string) {
  const moment = new Date(at);
  const failed = status === 'failed' ? 'failed' : '';
  const day = { day: 'numeric', month: 'short', timeZone } as const;
  const time = { ...day, year: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
  return {
    label: [file ?? 'a file', moment.toLocaleString('en-GB', time), failed]
      .filter(Boolean)
      .join(', '),
    tick: [moment.toLocaleString('en-GB', day), failed].filter(Boolean).join(' '),
  };
}

/** The days of a property, for those who do not see them. */
export function daysWords({ name, days }: PropertyHealth): string {
  const read = days.reduce((sum, day) => sum + day.read, 0);
  if (read === 0) return `${name}: no deliveries in the last 14 days`;
  const came = days.filter((day) => day.valued + day.empty + refusedOn(day) > 0);
  const refused = days.reduce((sum, day) => sum + refusedOn(day), 0);
  const empty = days.reduce((sum, day) => sum + day.empty, 0);
  const had = days.reduce((sum, day) => sum + day.valued, 0) + empty + refused;
  return [
    `${name}: in ${share(Math.min(had, read), read)} of ${count(read)} deliveries of the last 14 days`,
    came.length > 0 ? `on ${came.length} ${came.length === 1 ? 'day' : 'days'}` : '',
    came.length > 0 ? `the last on ${pointOf(came.at(-1)!.day).label}` : '',
    empty > 0 ? `null in ${count(empty)}` : '',
    refused > 0 ? `refused in ${count(refused)}` : '',
  ]
    .filter(Boolean)
    .join(', ');
}
