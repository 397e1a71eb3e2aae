import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import { useId, type ReactNode } from 'react';
import classes from './FilterFields.module.css';

interface Props {
  /** By how many of them something is narrowed down. */
  used: number;
  children: ReactNode;
}

/** The fields that narrow a list down. On a small screen, which they would fill, behind a button. */
export function FilterFields({ used, children }: Props) {
  const [opened, { toggle }] = useDisclosure();
  const id = useId();
  return (
    <>
      <Button
        hiddenFrom="sm"
        variant="default"
        mb="md"
        leftSection={<IconFilter size={16} />}
        aria-expanded={opened}
        aria-controls={id}
        onClick={toggle}
      >
        {used === 0 ? 'Filters' : `Filters (${used})`}
      </Button>
      <div id={id} className={classes.filters} data-open={opened || undefined}>
        {children}
      </div>
    </>
  );
}
