import { FormDialog } from '../shared/FormDialog';
import { SaveForm } from './SaveForm';
import type { Saved } from './SaveReport';

interface Props extends Saved {
  opened: boolean;
  onClose: () => void;
  /** When nothing of it is to be seen any more. */
  onClosed: () => void;
}

/** Asks what a report is to be called. */
export function SaveDialog({ opened, onClose, onClosed, ...saved }: Props) {
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={onClosed}
      title="Save as a report"
    >
      <SaveForm {...saved} onClose={onClose} />
    </FormDialog>
  );
}
