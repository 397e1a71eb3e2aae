import type { AttributeType, Attributes, HeldAttribute, Integration } from '../shared/contract';

/** An attribute, with what a user has there. */
export interface AttributeOfUser {
  name: string;
  type: AttributeType;
  /** Null where the user has none. */
  value: HeldAttribute['value'] | null;
  /** When it last changed; null where there is no value. */
  updatedAt: string | null;
}

interface SourceOfUser {
  key: string;
  name: string;
  attributes: AttributeOfUser[];
}

/** All attributes by the integration that fills them, those with a value first. */
export function bySource(
  attributes: Attributes['items'],
  integrations: Pick<Integration, 'key' | 'name'>[],
  held: HeldAttribute[],
): SourceOfUser[] {
  return integrations.flatMap(({ key, name }) => {
    const of = attributes
      .filter(({ integration }) => integration === key)
      .map(({ name: attribute, type }): AttributeOfUser => {
        const one = held.find((it) => it.integration === key && it.name === attribute);
        return {
          name: attribute,
          type,
          value: one?.value ?? null,
          updatedAt: one?.updatedAt ?? null,
        };
      });
    const withValue = of.filter(({ value }) => value !== null);
    const without = of.filter(({ value }) => value === null);
    return of.length === 0 ? [] : [{ key, name, attributes: [...withValue, ...without] }];
  });
}
