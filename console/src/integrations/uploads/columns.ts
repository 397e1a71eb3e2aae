import type { UploadColumn, UploadMapped, UploadPreview } from '../../shared/contract';
import { draftProperty, type Draft, type DraftProperty } from '../mapping';

/** A column that can be kept: of the file that is looked at, of the mapping, or of both. */
export interface Column {
  name: string;
  /** As the file has it; null where no file is looked at, or it has no such column. */
  found: UploadColumn | null;
  /** What is kept of it; mostly one property. */
  properties: DraftProperty[];
}

/** What can be kept of a file: first what is mapped and not in it, then its columns as they stand there. */
export function columnsOf(
  preview: UploadPreview | null,
  { identifier, properties }: Draft,
): Column[] {
  const of = (name: string) => properties.filter(({ path }) => path === name);
  const there = preview?.columns ?? [];
  const gone = [...new Set(properties.map(({ path }) => path))]
    .filter((path) => there.every(({ name }) => name !== path))
    .map((name): Column => ({ name, found: null, properties: of(name) }));
  const named = new Set<string>();
  const columns = there.map((found): Column => {
    // Of columns with one name the first is read.
    const first = !named.has(found.name);
    named.add(found.name);
    return { name: found.name, found, properties: first ? of(found.name) : [] };
  });
  return [
    ...gone,
    ...columns.filter(({ name, properties }) => name !== identifier || properties.length > 0),
  ];
}

/** Whether a column that is not kept yet can be. */
export const canKeep = ({ name, found, properties }: Column): boolean =>
  found !== null && found.problem === null && name.trim() !== '' && properties.length === 0;

/** A name after a column, with a number where others have it. */
export function nameAfter(column: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  for (let number = 1; ; number++) {
    const name = number === 1 ? column : `${column} ${number}`;
    if (!used.has(name)) return name;
  }
}

/** The draft with these columns as well, each of the type that its values have. */
export function keeping(draft: Draft, columns: Pick<UploadColumn, 'name' | 'type'>[]): Draft {
  const properties = [...draft.properties];
  for (const { name: path, type } of columns) {
    const name = nameAfter(
      path,
      properties.map((one) => one.name),
    );
    properties.push(draftProperty({ path, name, type }));
  }
  return { ...draft, properties };
}

/** The draft without these columns. */
export const without = (draft: Draft, columns: string[]): Draft => ({
  ...draft,
  properties: draft.properties.filter(({ path }) => !columns.includes(path)),
});

/** The draft with what is kept of one column read from another. */
export const called = (draft: Draft, before: string, now: string): Draft => ({
  ...draft,
  properties: draft.properties.map((one) => (one.path === before ? { ...one, path: now } : one)),
});

/** The draft with the types that a file has. */
export const retyped = (draft: Draft, changed: UploadMapped[]): Draft => ({
  ...draft,
  properties: draft.properties.map((property) => {
    const found = changed.find(({ name }) => name === property.name)?.foundType;
    return found ? { ...property, type: found } : property;
  }),
});

/** How a file differs from the mapping that it is to be read by. */
export interface Difference {
  /** Without it nobody knows whom a row is about. */
  identifierMissing: string | null;
  missing: UploadMapped[];
  /** In the mapping and in the file, but in no way that could be read. */
  unreadable: UploadColumn[];
  changed: UploadMapped[];
  /** Of the right type, with cells that would be refused. */
  partly: UploadMapped[];
  added: UploadColumn[];
  /** Not in the mapping, and could not be. */
  passedOver: string[];
}

export function differenceOf({ mapped, columns, new: added }: UploadPreview): Difference {
  const missing = mapped.filter(({ status }) => status === 'missing');
  const wanted = new Set(mapped.map(({ column }) => column));
  // Numbers of which it is not certain how they are written are of no other type, and are refused all the same.
  const other = mapped.filter(
    ({ status, name, type, foundType }) =>
      status === 'changed-type' && name !== null && foundType !== type,
  );
  const named = columns.filter(
    ({ name }, at) => columns.findIndex((one) => one.name === name) === at,
  );
  return {
    identifierMissing: missing.find(({ name }) => name === null)?.column ?? null,
    missing: missing.filter(({ name }) => name !== null),
    unreadable: named.filter(({ name, problem }) => problem !== null && wanted.has(name)),
    changed: other,
    partly: mapped.filter((one) => Boolean(one.refusedShare) && !other.includes(one)),
    added: columns.filter(({ name, problem }) => added.includes(name) && problem === null),
    passedOver: named
      .filter(({ name, problem }) => problem !== null && name.trim() !== '' && added.includes(name))
      .map(({ name }) => name),
  };
}

/** Names in a sentence: "plan, seats and 3 more". */
export function listed(names: string[], atMost = 4): string {
  const shown = names.length > atMost + 1 ? names.slice(0, atMost) : names;
  const more = names.length - shown.length;
  const parts = more > 0 ? [...shown, `${more} more`] : shown;
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
