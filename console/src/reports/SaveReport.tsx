import { Button } from '@mantine/core';
import { IconBookmark } from '@tabler/icons-react';
import { lazy, useRef, useState } from 'react';
import type { ReportView } from '../shared/contract';
import { Later } from '../shared/Later';
import { useMay } from '../shared/session';

// Views are looked at much more often than saved.
const SaveDialog = lazy(async () => ({ default: (await import('./SaveDialog')).SaveDialog }));

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
  // Once it was opened it stays, so that it can be seen to close.
  const [wanted, setWanted] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  if (!useMay('editor')) return null;
  return (
    <>
      <Button
        ref={button}
        variant="default"
        leftSection={<IconBookmark size={16} />}
        disabled={disabled ?? false}
        aria-label={of && `Save as report: ${of}`}
        onClick={() => {
          setWanted(true);
          setOpened(true);
        }}
      >
        Save as report
      </Button>
      {wanted && (
        <Later>
          <SaveDialog
            {...saved}
            opened={opened}
            onClose={() => setOpened(false)}
            // It was not there yet when the button was left for it.
            onClosed={() => button.current?.focus()}
          />
        </Later>
      )}
    </>
  );
}
