import { useEffect, useRef } from 'react';
import { fieldErrors, ProblemError } from './problem';
import { ProblemView } from './states';

const REFUSED = '[aria-invalid="true"]:not([type="hidden"])';

interface Props {
  error: unknown;
  /** The fields that show what is said about them. */
  fields: readonly string[];
  /** What the form was told, by field, where that is not just what the server said. */
  errors?: Record<string, string>;
  onRetry?: () => void;
}

/** What a form was refused for and none of its fields shows; the first field that shows something is gone to. */
export function FormProblem({ error, ...props }: Props) {
  const here = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!error) return undefined;
    // Fields say that they are refused only once they are drawn so.
    const drawn = requestAnimationFrame(() => {
      const field = here.current?.closest('form')?.querySelector<HTMLElement>(REFUSED);
      field?.focus({ preventScroll: true });
      field?.scrollIntoView({ block: 'center' });
    });
    return () => cancelAnimationFrame(drawn);
  }, [error]);
  return (
    <>
      <span ref={here} hidden />
      <Rest error={error} {...props} />
    </>
  );
}

function Rest({ error, fields, errors = fieldErrors(error), ...props }: Props) {
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
