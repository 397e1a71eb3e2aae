import { useSurroundings } from './context';
import { FieldSelect } from './FieldSelect';
import type { RuleField } from './fields';

interface Props {
  value: string;
  label: string;
  invalid: boolean;
  onChange: (field: RuleField) => void;
}

/** Chooses what a rule looks at. */
export function FieldPicker({ value, label, invalid, onChange }: Props) {
  const { fields, disabled } = useSurroundings();
  return (
    <FieldSelect
      aria-label={label}
      data-part="field"
      fields={fields}
      value={value}
      disabled={disabled}
      error={invalid}
      onChange={onChange}
    />
  );
}
