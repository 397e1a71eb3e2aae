import type { RuleField } from '../fields';
import type { Shape } from '../operators';

/** What every editor of a value gets. */
export interface ValueProps {
  field: RuleField;
  shape: Shape;
  value: unknown;
  /** For those who do not see where it stands: "Value of rule 2". */
  label: string;
  invalid: boolean;
  onChange: (value: unknown) => void;
}
