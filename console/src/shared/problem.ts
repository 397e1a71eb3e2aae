import type { Problem } from './contract';

/** A call that the server refused, or that never reached it. What queries and mutations throw. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.problem = problem;
  }

  /** The stable end of the problem's type, such as `key-taken`. */
  get code(): string {
    return this.problem.type.split('/').pop() ?? '';
  }

  get status(): number {
    return this.problem.status;
  }
}

/** Whether someone else was faster. */
export const isConflict = (error: unknown): boolean =>
  error instanceof ProblemError && error.code === 'version-conflict';

/** How far a server is that still loads its data; null where that is not what is wrong. */
export function startProgress(error: unknown): string | null {
  return error instanceof ProblemError && error.code === 'starting'
    ? (error.problem.progress ?? '')
    : null;
}

/** What the server said about each place of what was sent, as `form.setErrors` takes it. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ProblemError)) return {};
  return Object.fromEntries((error.problem.errors ?? []).map(({ path, reason }) => [path, reason]));
}

const notLoaded = new WeakSet<object>();

/** Notes that a script or style of the console did not come: the event `vite:preloadError`. */
export function noteNotLoaded({ payload }: { payload: unknown }): void {
  if (typeof payload === 'object' && payload !== null) notLoaded.add(payload);
}

/** Whether a part of the console itself did not come; what browsers say then has no code. */
export const isNotLoaded = (error: unknown): boolean =>
  error instanceof Error &&
  (notLoaded.has(error) || /dynamically imported module|importing a module/i.test(error.message));

/** Whatever was thrown, as a problem that can be shown. */
export function asProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (isNotLoaded(error)) {
    return {
      type: 'https://muster.dev/problems/not-loaded',
      title: 'The console could not be loaded',
      status: 503,
      detail: 'Muster may have been upgraded or may be unreachable.',
    };
  }
  return {
    type: 'https://muster.dev/problems/console',
    title: 'The console made a mistake',
    status: 500,
    detail: error instanceof Error ? error.message : String(error),
  };
}

/** The server could not be reached at all. */
export function unreachable(): Problem {
  return {
    type: 'https://muster.dev/problems/unreachable',
    title: 'Muster cannot be reached',
    status: 503,
    detail: 'The server did not answer. Check the connection, then try again.',
  };
}

const NEXT: Record<string, string> = {
  'version-conflict':
    'Someone else changed it meanwhile. Load it again, then make your change once more.',
  forbidden: 'Ask an administrator for a role that may do this.',
  starting: 'This page comes by itself once the data is loaded.',
};

/** What a person can do about it, where the detail does not say. */
export function nextStep(problem: Problem): string | null {
  return NEXT[problem.type.split('/').pop() ?? ''] ?? null;
}
