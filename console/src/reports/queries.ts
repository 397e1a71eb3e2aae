import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { api, taken } from '../shared/api';
import { everyPage } from '../shared/every-page';

/** The reports of a system that whoever is here sees, by name. */
export const reportsQuery = (system: string) =>
  queryOptions({
    queryKey: ['systems', system, 'reports'],
    queryFn: async ({ signal }) =>
      (
        await everyPage((query) =>
          taken(
            api.GET('/api/v1/systems/{system}/reports', {
              params: { path: { system }, query },
              signal,
            }),
          ),
        )
      ).sort(byName),
  });

/** The dashboards of a system that whoever is here sees, by name. */
export const dashboardsQuery = (system: string) =>
  queryOptions({
    queryKey: ['systems', system, 'dashboards'],
    queryFn: async ({ signal }) =>
      (
        await everyPage((query) =>
          taken(
            api.GET('/api/v1/systems/{system}/dashboards', {
              params: { path: { system }, query },
              signal,
            }),
          ),
        )
      ).sort(byName),
  });

const byName = (one: { name: string }, other: { name: string }): number =>
  one.name.localeCompare(other.name);

/** What comes out of a report now. */
export const resultQuery = (system: string, report: string) =>
  queryOptions({
    queryKey: ['systems', system, 'reports', report, 'result'],
    queryFn: ({ signal }) =>
      taken(
        api.GET('/api/v1/systems/{system}/reports/{report}/result', {
          params: { path: { system, report } },
          signal,
        }),
      ),
    retry: false,
  });

/** The read-only links of a system; for editors. */
export const linksQuery = (system: string) =>
  queryOptions({
    queryKey: ['systems', system, 'report-links'],
    queryFn: ({ signal }) =>
      everyPage((query) =>
        taken(
          api.GET('/api/v1/systems/{system}/report-links', {
            params: { path: { system }, query },
            signal,
          }),
        ),
      ),
  });

/** What goes out by e-mail, and whether anything can; for editors. */
export const mailingsQuery = (system: string) =>
  queryOptions({
    queryKey: ['systems', system, 'mailings'],
    queryFn: ({ signal }) =>
      taken(
        api.GET('/api/v1/systems/{system}/mailings', {
          params: { path: { system }, query: { limit: 500 } },
          signal,
        }),
      ),
  });

/** After a change to reports, dashboards, or what shows them; filters say which reports take them. */
export const reportsChanged = (client: QueryClient, system: string) =>
  Promise.all(
    ['reports', 'dashboards', 'report-links', 'mailings', 'filters'].map((what) =>
      client.invalidateQueries({ queryKey: ['systems', system, what] }),
    ),
  );

/** What a link or a mailing shows. */
export interface Subject {
  kind: 'report' | 'dashboard';
  key: string;
  name: string;
}

/** Whether something shows a subject. */
export const isOf = (
  one: { report: string | null; dashboard: string | null },
  subject: Subject,
): boolean => one[subject.kind] === subject.key;
