import {
  Alert,
  Box,
  Button,
  Code,
  List,
  Skeleton,
  Stack,
  Text,
  ThemeIcon,
  Title,
} from '@mantine/core';
import { IconAlertTriangle, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Dependents } from './Dependents';
import { asProblem, nextStep } from './problem';
import classes from './states.module.css';

interface EmptyProps {
  icon: Icon;
  title: string;
  /** What will be here, and why one would want it. */
  children: ReactNode;
  /** The next step to take. */
  action?: ReactNode;
}

/** Nothing is here yet: what it is for, and the next step. */
export function Empty({ icon: Icon, title, children, action }: EmptyProps) {
  return (
    <Box className={classes.empty}>
      <ThemeIcon size={44} radius="lg" variant="light" mb="md">
        <Icon size={24} stroke={1.6} />
      </ThemeIcon>
      <Title order={2} mb={4}>
        {title}
      </Title>
      <Text c="dimmed" maw="30rem" mb={action ? 'lg' : 0}>
        {children}
      </Text>
      {action}
    </Box>
  );
}

/** The shape of a list that is on its way. */
export function LoadingRows({ rows = 5, height = 44 }: { rows?: number; height?: number }) {
  return (
    <Stack gap="xs" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height} />
      ))}
    </Stack>
  );
}

interface ProblemProps {
  error: unknown;
  /** Usually the query's `refetch`. */
  onRetry?: () => void;
  /** What the button says that tries it again. */
  retry?: string;
}

/** What the server refused: title, detail, every place that is wrong, what to do. */
export function ProblemView({ error, onRetry, retry = 'Try again' }: ProblemProps) {
  const problem = asProblem(error);
  const next = nextStep(problem);
  // One alone is mostly the detail itself.
  const { errors = [] } = problem;
  const listed = errors.length > 1 || errors.some(({ reason }) => !problem.detail.includes(reason));
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle size={18} />}
      title={problem.title}
      role="alert"
    >
      <Text size="sm">{problem.detail}</Text>
      {listed && (
        <List size="sm" mt="xs">
          {errors.map(({ path, reason }) => (
            <List.Item key={`${path} ${reason}`}>
              {path && (
                <>
                  <Code>{path}</Code>:{' '}
                </>
              )}
              {reason}
            </List.Item>
          ))}
        </List>
      )}
      {problem.dependents && problem.dependents.length > 0 && (
        <Box mt="xs">
          <Dependents dependents={problem.dependents} />
        </Box>
      )}
      {next && (
        <Text size="sm" mt="xs">
          {next}
        </Text>
      )}
      {problem.reference && (
        <Text size="xs" mt="xs">
          Reference: <Code>{problem.reference}</Code>
        </Text>
      )}
      {onRetry && (
        <Button mt="sm" size="xs" variant="light" color="red" onClick={onRetry}>
          {retry}
        </Button>
      )}
    </Alert>
  );
}
