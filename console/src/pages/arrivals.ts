import type { Environment, PageLoadAttempt, PageLoadCheck } from '../shared/contract';
import { count } from '../shared/time';
import { isAllowed } from './origins';

export type PageProblem = PageLoadCheck['problems'][number];

/** As many as the server keeps. */
const KEPT_MAX = 50;
/** What was as long ago is no longer what happens now. */
export const NOW_MILLIS = 10 * 60_000;

/** What was known, with one more that has arrived. */
export function withAttempt(check: PageLoadCheck, attempt: PageLoadAttempt): PageLoadCheck {
  const text = JSON.stringify(attempt);
  // What was asked for meanwhile may have it already.
  if (check.recent.some((one) => JSON.stringify(one) === text)) return check;
  const recent = [attempt, ...check.recent].slice(0, KEPT_MAX);
  if (attempt.outcome === 'answered') {
    return { ...check, recent, answered: check.answered + 1, lastAnsweredAt: attempt.at };
  }
  const before = check.problems.find(({ outcome }) => outcome === attempt.outcome);
  const problem: PageProblem = {
    outcome: attempt.outcome,
    count: (before?.count ?? 0) + 1,
    lastAt: attempt.at,
    lastPage: attempt.page,
    lastOrigin: attempt.origin,
    lastKey: attempt.key,
  };
  const others = check.problems.filter((one) => one !== before);
  return { ...check, recent, problems: [problem, ...others] };
}

/** How an environment's pages are, at a glance. */
export type Verdict =
  /** Nothing of this environment has arrived. */
  | { state: 'nothing' }
  | { state: 'arriving'; at: string; from: string | null }
  /** Some are answered, some are not. */
  | { state: 'mixed'; at: string; from: string | null }
  | { state: 'refused'; problem: PageProblem };

/** Whether the server has refused it, and it is one of this environment for sure. */
export const isRefusal = (outcome: string): boolean =>
  !['answered', 'no-user', 'not-secure', 'unknown-key'].includes(outcome);

/** Whether the cause is gone by what the settings are now. */
export function isMended(problem: PageProblem, environment: Environment): boolean {
  switch (problem.outcome) {
    case 'origin-not-allowed':
      return isAllowed(problem.lastOrigin ?? 'null', environment.allowedOrigins);
    case 'hash-missing':
    case 'hash-wrong':
    case 'verification-unavailable':
      return !environment.verification.required;
    default:
      return false;
  }
}

/** Problems that are there now, and those that were. */
export function problemsOf(check: PageLoadCheck, environment: Environment, now: Date) {
  const answered = millis(check.lastAnsweredAt);
  const isNow = (problem: PageProblem) =>
    !isMended(problem, environment) &&
    (millis(problem.lastAt) > now.getTime() - NOW_MILLIS || millis(problem.lastAt) > answered);
  return {
    // What the server refuses comes before what pages say, and before what may belong elsewhere.
    current: check.problems
      .filter(isNow)
      .toSorted((a, b) => Number(isRefusal(b.outcome)) - Number(isRefusal(a.outcome))),
    earlier: check.problems.filter((problem) => !isNow(problem)),
  };
}

export function verdictOf(check: PageLoadCheck, environment: Environment, now: Date): Verdict {
  const { lastAnsweredAt } = check;
  // Whoever has a key that nobody has may belong elsewhere.
  const problems = problemsOf(check, environment, now).current.filter(
    ({ outcome }) => outcome !== 'unknown-key',
  );
  const [problem] = problems;
  const answered = millis(lastAnsweredAt);
  if (problem && answered < millis(problem.lastAt) && answered < now.getTime() - NOW_MILLIS) {
    return { state: 'refused', problem };
  }
  if (lastAnsweredAt === null) return { state: 'nothing' };
  const last = check.recent.find(({ outcome }) => outcome === 'answered');
  return {
    // Where nobody is signed in there is no user, which is as it should be.
    state: problems.some(({ outcome }) => outcome !== 'no-user') ? 'mixed' : 'arriving',
    at: lastAnsweredAt,
    from: last ? (last.page ?? last.origin) : null,
  };
}

const millis = (at: string | null) => (at === null ? -Infinity : Date.parse(at));

/** What became of it, in words. */
export function outcomeWords({ outcome, known, segments, key }: PageLoadAttempt): string {
  switch (outcome) {
    case 'answered':
      if (!known) {
        return segments === 0
          ? 'Nobody has told of this user: in no segment'
          : `Nobody has told of this user: in ${inSegments(segments)}`;
      }
      return `In ${inSegments(segments)}`;
    case 'unknown-key':
      return key ? `No environment has the client key ${key}…` : 'No client key';
    default:
      return WORDS[outcome] ?? outcome;
  }
}

const inSegments = (segments: number) =>
  segments === 0 ? 'no segment' : segments === 1 ? '1 segment' : `${count(segments)} segments`;

const WORDS: Record<string, string> = {
  'origin-not-allowed': 'Its origin is not allowed',
  'hash-missing': 'It sent no proof of its user',
  'hash-wrong': 'The proof of its user is not right',
  'verification-unavailable': 'Proofs cannot be checked',
  'too-many-page-loads': 'Too many from one address',
  'no-user': 'The page did not know its user',
  'not-secure': 'The page has no TLS, so no hash can be made',
};

/** The head of the whole, where page loads are refused: "Pages are refused: …". */
export function refusedWords({ outcome }: PageProblem): string {
  switch (outcome) {
    case 'no-user':
      return 'The snippet runs, but does not find its user';
    case 'not-secure':
      return 'The snippet runs, but can make no hash';
    case 'origin-not-allowed':
      return 'Pages are refused: their origin is not allowed';
    case 'hash-missing':
      return 'Pages are refused: they send no proof of their user';
    case 'hash-wrong':
      return 'Pages are refused: the proof of their user is not right';
    case 'verification-unavailable':
      return 'Pages are refused: proofs cannot be checked';
    case 'too-many-page-loads':
      return 'Pages are refused: too many come from one address';
    default:
      return `Pages are refused: ${outcome}`;
  }
}
