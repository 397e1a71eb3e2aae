import { Button } from '@mantine/core';
import { IconBookmark } from '@tabler/icons-react';
import { lazy, useState } from 'react';
import type { ReportView } from '../shared/contract';
import { FormDialog } from '../shared/FormDialog';
import { Later } from '../shared/Later';
import { useMay } from '../shared/session';
import { LoadingRows } from '../shared/states';

// Views are looked at much more often than saved.
const SaveForm = lazy(async () => ({ default: (await import('./SaveForm')).SaveForm }));

/** What is saved of a view. */
export interface Saved {
  /** Which call of Insights it is. */
  view: ReportView;
  /** The body of that call. */
  query: object;
  /** The key of the saved filter whose condition it takes, if that is as it was saved. */
  filter?: string | undefined;
  /** What else the view wants to know when it is opened again. */
  display?: object | undefined;
}

interface Props extends Saved {
  /** What it is of, where a page has several: "the overlap". */
  of?: string;
  /** Whether what is asked cannot be saved as it is: a condition that is not finished. */
  disabled?: boolean | undefined;
}

/** The button with which a view is saved as a report. */
export function SaveReport({ of, disabled, ...saved }: Props) {
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  if (!useMay('editor')) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconBookmark size={16} />}
        disabled={disabled ?? false}
        aria-label={of && `Save as report: ${of}`}
        onClick={() => setOpened(true)}
      >
        Save as report
      </Button>
      <FormDialog opened={opened} onClose={close} title="Save as a report">
        <Later fallback={<LoadingRows rows={4} />}>
          <SaveForm {...saved} onClose={close} />
        </Later>
      </FormDialog>
    </>
  );
}
