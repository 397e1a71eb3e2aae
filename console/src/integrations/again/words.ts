import type { ReplayPreview, ReplayRun } from '../../shared/contract';
import { count } from '../../shared/time';

type Outcomes = ReplayRun['outcomes'];

const BECAME: [string, string][] = [
  ['accepted', 'taken'],
  ['partial', 'taken in part'],
  ['rejected', 'refused again'],
  ['ignored', 'of a kind that is not taken'],
  ['duplicate', 'known already'],
  ['stale', 'older than what is known'],
];

/** What became of so many: "88 taken, 2 refused again". */
function became(outcomes: Outcomes, gone = 0): string {
  const parts = BECAME.flatMap(([outcome, words]) => {
    const number = outcomes[outcome] ?? 0;
    return number === 0 ? [] : [`${count(number)} ${words}`];
  });
  if (gone > 0) parts.push(`${count(gone)} not there any more`);
  return parts.join(', ');
}

/** How many deliveries, as words. */
export function deliveries(number: number): string {
  return number === 1 ? '1 delivery' : `${count(number)} deliveries`;
}

/** What there is to send again: how many match, and why not all of them are sent. */
export function found(preview: ReplayPreview): string[] {
  const { matching, notKept, sentAgain, tried, toSend, complete } = preview;
  if (matching === 0) return ['No refused delivery that is kept fits the filter.'];
  const words = [
    `${complete ? '' : 'More than '}${deliveries(matching)} that ${matching === 1 ? 'was' : 'were'} refused, in whole or in part, ${matching === 1 ? 'fits' : 'fit'} the filter.`,
  ];
  if (sentAgain > 0)
    words.push(
      `${count(sentAgain)} of them ${sentAgain === 1 ? 'was' : 'were'} sent again already.`,
    );
  if (notKept > 0) words.push(`Of ${count(notKept)} what was sent is not kept, or not any more.`);
  if (tried > 0)
    words.push(
      `${count(tried)} ${tried === 1 ? 'was' : 'were'} refused once more with the integration as it is now: change it first.`,
    );
  if (toSend === 0) words.push('So there is nothing to send again.');
  return words;
}

/** What would become of them now; null where there is nothing to send. */
export function wouldBecome({ toSend, looked, outcomes }: ReplayPreview): string | null {
  if (toSend === 0) return null;
  const of =
    looked < toSend
      ? `Of the first ${count(looked)} of these`
      : `Of the ${deliveries(toSend)} left`;
  const words = became(outcomes);
  return words === ''
    ? 'None of them can be read any more.'
    : `${of}, with the mapping as it is now: ${words}.`;
}

/** Whether anything at all would be taken now. */
export function isWorthIt({ outcomes }: ReplayPreview): boolean {
  return Object.entries(outcomes).some(([outcome, number]) => outcome !== 'rejected' && number > 0);
}

/** How far it is, and what became of it so far. */
export function howFar(run: ReplayRun): string {
  const words = became(run.outcomes, run.gone);
  const so = words === '' ? '' : `: ${words}`;
  switch (run.state) {
    case 'running':
      return `Sending again, ${count(run.done)} of ${count(run.total)}${so}.`;
    case 'done':
      return run.total === 0
        ? 'There was nothing to send again.'
        : `${deliveries(run.total)} sent again${so}.`;
    case 'stopped':
    case 'cut':
      return `Ended after ${count(run.done)} of ${count(run.total)}${so}. ${run.why ?? ''}`.trim();
  }
}
