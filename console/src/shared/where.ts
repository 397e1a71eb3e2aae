import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { Environment, System } from './contract';
import { systemsQuery } from './queries';

/** The system and environment of the URL. Only below the shell, which has seen to it that they exist. */
export function useWhere(): { system: System; environment: Environment } {
  const { system: systemKey, environment: environmentKey } = useParams();
  const { data: systems } = useQuery(systemsQuery);
  const system = systems?.find(({ key }) => key === systemKey);
  const environment = system?.environments.find(({ key }) => key === environmentKey);
  if (!system || !environment) {
    throw new Error(`no system ${systemKey} with an environment ${environmentKey} is loaded`);
  }
  return { system, environment };
}

/** The path of a page below a system and environment: `at(system, environment, 'segments')`. */
export function at(system: { key: string }, environment: { key: string }, page = ''): string {
  const base = `/systems/${system.key}/${environment.key}`;
  return page ? `${base}/${page}` : base;
}

/** Makes a path from a page's name, for links on pages below the shell. */
export function usePath(): (page: string) => string {
  const { system, environment } = useWhere();
  return (page) => at(system, environment, page);
}
