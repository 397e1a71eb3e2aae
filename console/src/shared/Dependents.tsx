import { Anchor, List } from '@mantine/core';
import { Link, useParams } from 'react-router';
import type { Dependent } from './contract';
import { at } from './where';
import { capitalised } from './words';

/** What a change would break: each by its name, which leads to it where there is a system around. */
export function Dependents({ dependents }: { dependents: Dependent[] }) {
  const { system, environment } = useParams();
  return (
    <List size="sm">
      {dependents.map((dependent) => {
        const { kind, key, name, where } = dependent;
        const page = system && environment ? pageOf(dependent) : null;
        return (
          <List.Item key={`${kind} ${key} ${where}`}>
            {KINDS[kind] ?? capitalised(kind)}{' '}
            {page ? (
              <Anchor
                component={Link}
                to={at({ key: system! }, { key: environment! }, page)}
                inherit
                c="inherit"
                underline="always"
                fw={600}
              >
                {name}
              </Anchor>
            ) : (
              <b>{name}</b>
            )}
            {PLACES[where] ?? `, ${where}`}
          </List.Item>
        );
      })}
    </List>
  );
}

// The others are called as their kind is.
const KINDS: Record<string, string> = { filter: 'Saved filter', 'report-link': 'Link to' };
// `draft` is how editors see it, whether or not it is live too.
const PLACES: Record<string, string> = { draft: '', saved: '' };

function pageOf({ kind, key }: Dependent): string | null {
  switch (kind) {
    case 'segment':
      return `segments/${key}`;
    case 'filter':
      return `insights?filter=${key}`;
    case 'report':
    case 'dashboard':
      return `insights/reports/${kind}/${key}`;
    case 'webhook':
      return `publish/webhooks/${key}`;
    default:
      return null;
  }
}

/**
 * What becomes of them if one goes on.
 *
 * @param liveStays whether page loads go on using what is published
 */
export function afterwards(dependents: Dependent[], liveStays = false): string {
  const segments = dependents.some(({ kind }) => kind === 'segment');
  const filters = dependents.some(({ kind }) => kind === 'filter');
  return segments
    ? `If you go on they stay, but ${liveStays ? 'as they are edited they ' : ''}match nobody until they are mended${filters ? '; filters cannot be used' : ''}. Nothing can be published until then.`
    : 'If you go on they stay, but cannot be used until they are mended.';
}
