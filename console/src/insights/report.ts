import { keepPreviousData, queryOptions } from '@tanstack/react-query';

interface Call {
  params: { path: { system: string; environment: string } };
  signal: AbortSignal;
}

/**
 * The query of a report: what was asked before stays until the answer is there, and a refusal is not asked for again.
 *
 * @param view what it is kept under
 * @param ask sends what is asked
 */
export const report =
  <Asked extends object, Answer>(view: string, ask: (body: Asked, call: Call) => Promise<Answer>) =>
  (system: string, environment: string, asked: Asked) =>
    queryOptions<Answer>({
      queryKey: ['systems', system, 'environments', environment, view, asked],
      queryFn: ({ signal }) => ask(asked, { params: { path: { system, environment } }, signal }),
      placeholderData: keepPreviousData,
      retry: false,
    });
