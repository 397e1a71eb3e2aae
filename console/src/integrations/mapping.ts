import type { AttributeType, Integration, Property } from '../shared/contract';
import type { Json } from './json';
import { isListOfStrings } from './json';

/** A property as it is being worked on. */
export interface DraftProperty extends Property {
  /** Stays while everything else of it changes. */
  id: string;
}

/** A mapping as it is being worked on; `identifier` is empty until one is chosen. */
export interface Draft {
  identifier: string;
  properties: DraftProperty[];
}

/**
 * The identifier of an integration that waits for its mapping. Nothing is called like that, so whatever
 * arrives before is refused and, kept, can be replayed; no user is made of it by mistake.
 */
export const NOT_MAPPED = 'not-mapped-yet';

/** Whether an integration was named and never mapped. */
export const isUnfinished = ({ identifier }: Pick<Integration, 'identifier'>): boolean =>
  identifier === NOT_MAPPED;

/** The page by which an integration is looked at: what came. */
export const homeOf = ({ kind }: Pick<Integration, 'kind'>): string =>
  kind === 'csv' ? 'uploads' : 'deliveries';

let ids = 0;

export function draftProperty(property: Property): DraftProperty {
  return { ...property, id: `property-${Date.now().toString(36)}-${ids++}` };
}

export function draftOf({ identifier, properties }: Integration): Draft {
  return {
    identifier: identifier === NOT_MAPPED ? '' : identifier,
    properties: properties.map(({ path, name, type }) => draftProperty({ path, name, type })),
  };
}

/** With properties of a sender that is known, but for those whose path is in it already. */
export function withKnown(draft: Draft, known: readonly Property[]): Draft {
  const properties = [...draft.properties];
  for (const one of known) {
    if (!properties.some(({ path }) => path === one.path)) {
      const names = properties.map(({ name }) => name);
      const name = names.includes(one.name) ? proposeName(one.path, names) : one.name;
      properties.push(draftProperty({ ...one, name }));
    }
  }
  return { ...draft, properties };
}

/** What is sent of a draft. */
export const sent = ({ path, name, type }: DraftProperty): Property => ({
  path: path.trim(),
  name: name.trim(),
  type,
});

/** Every type, as people call it. */
export const TYPES: { value: AttributeType; label: string }[] = [
  { value: 'string', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'boolean', label: 'Yes or no' },
  { value: 'date', label: 'Date' },
  { value: 'strings', label: 'List of texts' },
];

export const typeLabel = (type: AttributeType) =>
  TYPES.find(({ value }) => value === type)?.label ?? type;

/** A name after a path: its last name, with those before it until it is free. */
export function proposeName(path: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  const names = path.split('.');
  for (let from = names.length - 1; from >= 0; from--) {
    const name = names.slice(from).join('.');
    if (name && !/^\d+$/.test(names[from] ?? '') && !used.has(name)) return name;
  }
  for (let number = 2; ; number++) {
    const name = `${path} ${number}`;
    if (!used.has(name)) return name;
  }
}

/** The type for a value of a sample, where the server was not asked. */
export function typeOf(value: Json | undefined): AttributeType {
  switch (value?.kind) {
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'array':
      return isListOfStrings(value) || value.items.length === 0 ? 'strings' : 'string';
    default:
      return 'string';
  }
}

/** What is wrong with a property, at the field where it is. */
export interface Flaws {
  name?: string;
  path?: string;
}

const CHARACTERS_MAX = { name: 200, path: 500 };

/** What is wrong with each property, by its id; nothing for those that are right. */
export function flawsOf(properties: DraftProperty[]): Map<string, Flaws> {
  const flaws = new Map<string, Flaws>();
  const names = new Map<string, DraftProperty>();
  const sources = new Map<string, DraftProperty>();
  for (const property of properties) {
    const { path, name, type } = sent(property);
    const found: Flaws = {};
    const namesake = names.get(name);
    const twin = sources.get(`${type} ${path}`);
    if (!name) found.name = 'Give it a name.';
    else if (name.length > CHARACTERS_MAX.name) {
      found.name = `At most ${CHARACTERS_MAX.name} characters.`;
    } else if (namesake) {
      found.name = `Already the name of ${namesake.path}. Segments tell attributes apart by their names.`;
    } else names.set(name, property);
    if (!path) found.path = 'Say where it is.';
    else if (path.length > CHARACTERS_MAX.path) {
      found.path = `At most ${CHARACTERS_MAX.path} characters.`;
    } else if (twin) {
      found.path = `Already kept as ${twin.name || 'another attribute'} with the same type.`;
    } else sources.set(`${type} ${path}`, property);
    if (found.name || found.path) flaws.set(property.id, found);
  }
  return flaws;
}

/** What saving a changed mapping does to the attributes that there are. */
export interface Account {
  added: Property[];
  /** Keep their values under another name; segments that use the old name depend on it. */
  renamed: { before: Property; after: Property }[];
  /** Keep their values, and are found elsewhere from now on. */
  moved: { before: Property; after: Property }[];
  /** Go, or become of another type: their values are erased. */
  erased: { before: Property; after: Property | null }[];
  identifier: { before: string; after: string } | null;
}

/** By the rules of docs/api.md: name and type keep the values, then path and type under a new name. */
export function accountOf(before: Integration, draft: Draft): Account {
  const after = draft.properties.map(sent);
  const kept = new Set<Property>();
  const account: Account = {
    added: [],
    renamed: [],
    moved: [],
    erased: [],
    identifier:
      draft.identifier.trim() === before.identifier
        ? null
        : { before: before.identifier, after: draft.identifier.trim() },
  };
  for (const now of after) {
    const namesake = before.properties.find(({ name }) => name === now.name);
    if (namesake) {
      if (namesake.type === now.type) {
        kept.add(namesake);
        if (namesake.path !== now.path) account.moved.push({ before: namesake, after: now });
      } else account.added.push(now);
      continue;
    }
    const same = before.properties.find(
      (old) =>
        !kept.has(old) &&
        old.path === now.path &&
        old.type === now.type &&
        after.every(({ name }) => name !== old.name),
    );
    if (same) {
      kept.add(same);
      account.renamed.push({ before: same, after: now });
    } else account.added.push(now);
  }
  for (const old of before.properties) {
    if (!kept.has(old)) {
      const changed = after.find(({ name }) => name === old.name) ?? null;
      account.erased.push({ before: old, after: changed });
      if (changed) account.added = account.added.filter((one) => one !== changed);
    }
  }
  return account;
}

export const changesNothing = ({ added, renamed, moved, erased, identifier }: Account) =>
  added.length + renamed.length + moved.length + erased.length === 0 && identifier === null;

/** A draft with what it is a change of. */
export interface Begun {
  base: Pick<Integration, 'version' | 'identifier' | 'properties'>;
  draft: Draft;
}

export const begun = (integration: Integration): Begun => {
  const { version, identifier, properties } = integration;
  return { base: { version, identifier, properties }, draft: draftOf(integration) };
};

/**
 * A draft over a later version of its integration. It is carried over where the mapping was not changed, and begun anew where
 * nothing was drafted; else it stays the change of its own base that it is, as it would undo what someone else has done.
 */
export function rebased(held: Begun, latest: Integration): Begun {
  const base = { ...latest, ...held.base };
  if (latest.version <= base.version) return held;
  if (changesNothing(accountOf(base, { ...draftOf(latest), identifier: latest.identifier }))) {
    return { ...held, base: begun(latest).base };
  }
  const { identifier } = draftOf(base);
  const untouched = changesNothing(accountOf({ ...base, identifier }, held.draft));
  return untouched ? begun(latest) : held;
}
