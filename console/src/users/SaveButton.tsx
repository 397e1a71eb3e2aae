import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { save } from '../shared/save';

interface Props {
  /** What the button says. */
  label: string;
  /** Asks the server for the file. One that breaks off is a problem, never a file. */
  file: () => Promise<Blob>;
  name: string;
}

/** Lets the browser save what the server exports. */
export function SaveButton({ label, file, name }: Props) {
  const asked = useMutation({ mutationFn: file, onSuccess: (content) => save(content, name) });
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} />}
      loading={asked.isPending}
      onClick={() => asked.mutate()}
    >
      {label}
    </Button>
  );
}
