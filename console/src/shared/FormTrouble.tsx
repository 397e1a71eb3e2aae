import { FormProblem } from './FormProblem';
import { Meanwhile } from './Meanwhile';
import type { useBase } from './useBase';

interface Props<T extends { version: number }> {
  /** What the form changes. */
  state: ReturnType<typeof useBase<T>>;
  save: { error: unknown; reset: () => void };
  /** What it is: "integration". */
  what: string;
  /** What is in the form, as name, theirs and yours. */
  rows: (theirs: T) => [label: string, theirs: string, yours: string][];
  /** The fields that show what is said about them. */
  fields: readonly string[];
  /** What the form was told, by field, where that is not just what the server said. */
  errors?: Record<string, string>;
  onRetry?: () => void;
}

/** Why a form is not saved: someone else was faster, or it was refused. */
export function FormTrouble<T extends { version: number }>(props: Props<T>) {
  const { state, save, what, rows, ...problem } = props;
  const { theirs } = state;
  if (theirs === null) return <FormProblem error={save.error} {...problem} />;
  return (
    <Meanwhile
      what={what}
      rows={rows(theirs)}
      onTake={() => state.begin(theirs)}
      onKeep={() => {
        save.reset();
        state.keep();
      }}
    />
  );
}
