import type { HealthFindingKind, PropertyHealth } from '../../shared/contract';
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
};

/** Those that are told. */
export const TOLD = (Object.keys(KINDS) as HealthFindingKind[]).filter(
  (kind) => kind !== 'nothing-ever',
);

/** Where one looks, and what that is called: below the page of the integration. */
export function placesOf(
  kind: HealthFindingKind,
  property: string | null,
): { to: string; label: string }[] {
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
