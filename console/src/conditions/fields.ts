import type { Attributes, AttributeType, Integration, ListedUser } from '../shared/contract';

/** What a rule's operators and value depend on: the type of an attribute, or being about segments. */
export type FieldType = AttributeType | 'segment';

/** A value of a closed set, with what people call it. */
export interface Choice {
  value: string | number;
  label: string;
}

/** Something that a rule can look at. */
export interface RuleField {
  /** As conditions name it: `crm.plan`. */
  name: string;
  /** Inside its group: "plan". */
  label: string;
  /** By itself: "CRM: plan". */
  title: string;
  /** What the picker lists it under: "User attributes, CRM". */
  group: string;
  type: FieldType;
  /** Known only while a page loads. */
  page: boolean;
  /** Whether the server can list the values that exist. */
  listed: boolean;
  /** All values that there can be, where they are few. */
  choices?: Choice[];
  /** What numbers there can be, where that is known without asking. */
  range?: [number, number];
  /** The name of the integration that tells it; only of attributes. */
  source?: string;
}

const own = (
  group: string,
  key: string,
  rows: [string, string, FieldType, Partial<RuleField>?][],
  shared: Partial<RuleField>,
): RuleField[] =>
  rows.map(([name, label, type, more]) => ({
    name: `${key}.${name}`,
    label,
    title: `${group}: ${label.toLowerCase()}`,
    group,
    type,
    page: false,
    listed: false,
    ...shared,
    ...more,
  }));

const choices = (...values: string[]): Choice[] => values.map((value) => ({ value, label: value }));

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map(
  (label, at): Choice => ({ value: at + 1, label }),
);

const USER = own(
  'User',
  'user',
  [
    ['id', 'Identifier', 'string', { listed: false }],
    ['firstSeen', 'First seen', 'date'],
    ['lastSeen', 'Last seen', 'date'],
    ['sessions', 'Sessions', 'number'],
    ['pageLoads', 'Page loads', 'number'],
    ['activeDays', 'Active days of the last 30', 'number'],
  ],
  { listed: true },
);

const WHILE_LOADING = [
  ...own(
    'Page',
    'page',
    [
      ['url', 'URL', 'string', { title: 'Page: URL' }],
      ['path', 'Path', 'string'],
      ['title', 'Title', 'string'],
      ['referrer', 'Referrer', 'string'],
    ],
    { page: true },
  ),
  ...own(
    'Browser',
    'browser',
    [
      ['language', 'Language', 'string'],
      ['device', 'Device', 'string', { choices: choices('desktop', 'phone', 'tablet', 'other') }],
      ['name', 'Name', 'string'],
    ],
    { page: true },
  ),
  ...own(
    'Time',
    'time',
    [
      ['hour', 'Hour', 'number', { range: [0, 23] }],
      ['weekday', 'Weekday', 'number', { choices: WEEKDAYS }],
    ],
    { page: true },
  ),
];

const SEGMENT: RuleField = {
  name: 'segment',
  label: 'Segment',
  title: 'Segment',
  group: 'Segment',
  type: 'segment',
  page: false,
  listed: false,
};

/** The integrations as they were set up, the first one first; the API lists them by their keys. */
export const asSetUp = <T extends Pick<Integration, 'createdAt'>>(integrations: T[]): T[] =>
  integrations.toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));

/**
 * Everything that a condition may look at, in the order of the picker: attributes as they were
 * mapped, by the integrations in the order that is given.
 *
 * @param page whether fields that are known only while a page loads are among it
 */
export function fieldsOf(
  attributes: Attributes['items'],
  integrations: Pick<Integration, 'key' | 'name'>[],
  page: boolean,
): RuleField[] {
  const place = new Map(integrations.map(({ key }, at) => [key, at]));
  const placeOf = (key: string) => place.get(key) ?? integrations.length;
  const ordered = attributes.toSorted((a, b) => placeOf(a.integration) - placeOf(b.integration));
  const held = ordered.map((attribute): RuleField => {
    const integration = integrations[placeOf(attribute.integration)]?.name ?? attribute.integration;
    return {
      name: attribute.field,
      label: attribute.name,
      title: `${integration}: ${attribute.name}`,
      group: `User attributes, ${integration}`,
      type: attribute.type,
      page: false,
      listed: true,
      source: integration,
    };
  });
  return [...held, ...USER, ...(page ? WHILE_LOADING : []), SEGMENT];
}

/** What is read first: its own name, then who tells it. */
export const headed = ({ label, title, source }: RuleField): string =>
  source === undefined ? title : `${label} (${source})`;

/** Its own name; with who tells it where another of these has the same. */
export const briefly = (field: RuleField, among: RuleField[]): string =>
  among.some(({ name, label }) => name !== field.name && label === field.label)
    ? headed(field)
    : field.label;

/** The attributes of the same name and type that other integrations tell. */
export const namesakesOf = (field: RuleField, fields: RuleField[]): RuleField[] =>
  field.source === undefined
    ? []
    : fields.filter(
        ({ name, label, type, source }) =>
          source !== undefined &&
          name !== field.name &&
          label === field.label &&
          type === field.type,
      );

/** What a user has, in the order in which it was mapped, since that is what was wanted first. */
export function asMapped({ attributes }: ListedUser, fields: { name: string }[]) {
  const place = new Map(fields.map(({ name }, at) => [name, at]));
  const placeOf = (one: ListedUser['attributes'][number]) =>
    place.get(`${one.integration}.${one.name}`) ?? fields.length;
  return attributes.toSorted((a, b) => placeOf(a) - placeOf(b));
}
