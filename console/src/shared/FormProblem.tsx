import { fieldErrors, ProblemError } from './problem';
import { ProblemView } from './states';

interface Props {
  error: unknown;
  /** The fields that show what is said about them. */
  fields: readonly string[];
  /** What the form was told, by field, where that is not just what the server said. */
  errors?: Record<string, string>;
  onRetry?: () => void;
}

/** What a form was refused for and none of its fields shows. */
export function FormProblem({ error, fields, errors = fieldErrors(error), ...props }: Props) {
  if (!error) return null;
  const rest = Object.entries(errors).filter(([path]) => !fields.includes(path));
  if (rest.length === 0) {
    return Object.keys(errors).length === 0 ? <ProblemView error={error} {...props} /> : null;
  }
  const shown =
    error instanceof ProblemError
      ? new ProblemError({
          ...error.problem,
          errors: rest.map(([path, reason]) => ({ path, reason })),
        })
      : error;
  return <ProblemView error={shown} {...props} />;
}
