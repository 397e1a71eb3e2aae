import { Button } from '@mantine/core';

interface Props {
  save: { isPending: boolean };
  dirty: boolean;
  /** What somebody else has made of it meanwhile, which comes first. */
  theirs: unknown;
}

/** Saves the form in which it is, once there is something to save. */
export function SaveButton({ save, dirty, theirs }: Props) {
  return (
    <Button type="submit" loading={save.isPending} disabled={!dirty || theirs !== null}>
      Save
    </Button>
  );
}
