import { Alert, List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import type { IntakeResult, Problem, RejectedProperty, TrialResult } from '../shared/contract';
import { valueWords } from '../shared/value-words';
import { useWhere } from '../shared/where';
import { explained } from './explained';
import { refusalWords } from './words';

/** What the endpoint answers: one result, or one an object of a batch. */
export type Answered = IntakeResult | Problem;

/** What would become of a payload, object by object. */
export function TrialResults({ results }: { results: TrialResult[] }) {
  const { system } = useWhere();
  return (
    <Stack gap="xs" aria-live="polite">
      {results.slice(0, SHOWN_MAX).map((result, at) => (
        <Verdict
          key={at}
          outcome={result.status}
          title={
            result.problem
              ? `Would be refused: ${explained({ outcome: 'rejected', code: result.problem.code })?.what ?? ''}`
              : result.status === 'ignored'
                ? 'Would be counted, and change nothing: events of its kind are not taken'
                : `Would be taken for ${result.user ?? ''}${result.rejected.length > 0 ? ', in part' : ''}`
          }
          detail={result.problem && result.rejected.length === 0 ? result.problem.detail : null}
          rejected={result.rejected}
          next={
            result.problem
              ? explained({ outcome: 'rejected', code: result.problem.code })?.next
              : ''
          }
        >
          {result.updated.map(({ attribute, type, value }) => (
            <List.Item key={attribute}>
              <b>{attribute}</b>: {valueWords(value, type, system.timeZone)}
            </List.Item>
          ))}
          {result.cleared.map(({ attribute }) => (
            <List.Item key={attribute}>
              <b>{attribute}</b>: cleared
            </List.Item>
          ))}
        </Verdict>
      ))}
      <More results={results.length} />
    </Stack>
  );
}

/** What became of a payload that was sent, object by object. */
export function AnswerResults({ results }: { results: Answered[] }) {
  return (
    <Stack gap="xs" aria-live="polite">
      {results
        .slice(0, SHOWN_MAX)
        .map((result, at) =>
          'type' in result ? (
            <Problematic key={at} problem={result as Problem} />
          ) : (
            <Taken key={at} result={result} />
          ),
        )}
      <More results={results.length} />
    </Stack>
  );
}

const SHOWN_MAX = 20;

function More({ results }: { results: number }) {
  return results > SHOWN_MAX ? <Text size="sm">and {results - SHOWN_MAX} more</Text> : null;
}

function Taken({ result: { status, user, updated, rejected } }: { result: IntakeResult }) {
  const whom = user ?? '';
  const titles: Record<typeof status, string> = {
    accepted: `Taken for ${whom}: ${updated} ${updated === 1 ? 'attribute' : 'attributes'} set`,
    ignored: 'Counted, and nothing changed: events of its kind are not taken',
    partial: `Taken in part for ${whom}: ${updated} set, ${rejected.length} refused`,
    duplicate: 'It came before, and was not taken a second time',
    stale: `Older than what is stored for ${whom}, and not taken`,
  };
  return (
    <Verdict
      outcome={status === 'partial' ? 'partial' : 'accepted'}
      title={titles[status]}
      rejected={rejected}
    />
  );
}

function Problematic({ problem }: { problem: Problem }) {
  const code = problem.type.split('/').pop() ?? '';
  const words = explained({ outcome: 'rejected', code });
  const rejected = (problem as { rejected?: RejectedProperty[] }).rejected ?? [];
  return (
    <Verdict
      outcome="rejected"
      title={`Refused: ${words?.what ?? problem.title}`}
      detail={rejected.length === 0 ? problem.detail : null}
      rejected={rejected}
      next={words?.next}
    />
  );
}

interface VerdictProps {
  outcome: TrialResult['status'];
  title: string;
  detail?: string | null;
  rejected: RejectedProperty[];
  next?: string;
  children?: React.ReactNode;
}

const LOOKS = {
  accepted: { color: 'green', icon: IconCheck },
  partial: { color: 'yellow', icon: IconAlertTriangle },
  rejected: { color: 'red', icon: IconX },
  ignored: { color: 'gray', icon: IconCheck },
  duplicate: { color: 'gray', icon: IconCheck },
  stale: { color: 'gray', icon: IconCheck },
} as const;

function Verdict({ outcome, title, detail, rejected, next, children }: VerdictProps) {
  const { color, icon: Icon } = LOOKS[outcome];
  return (
    <Alert color={color} variant="light" icon={<Icon size={18} />} title={title} role="status">
      {detail && <Text size="sm">{detail}</Text>}
      {(children || rejected.length > 0) && (
        <List size="sm">
          {children}
          {rejected.map((property) => (
            <List.Item key={property.attribute}>
              <b>{property.attribute}</b> refused: {refusalWords(property)}
            </List.Item>
          ))}
        </List>
      )}
      {next && (
        <Text size="sm" mt={4}>
          {next}
        </Text>
      )}
    </Alert>
  );
}
