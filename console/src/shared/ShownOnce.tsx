import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Copyable } from './Copyable';

interface Props {
  title: string;
  /** The secret; null while there is none to show. */
  value: string | null;
  /** What it is: "token", "link". */
  name: string;
  /** What to do with it. */
  children?: ReactNode;
  /** How it is used, below it. */
  after?: ReactNode;
  onClose: () => void;
}

/** A secret that the server tells only this once. Closes by its button alone, so as not to be lost. */
export function ShownOnce({ title, value, name, children, after, onClose }: Props) {
  return (
    <Modal
      opened={value !== null}
      onClose={onClose}
      title={title}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      size="lg"
    >
      <Stack>
        {children && (
          <Text size="sm" component="div">
            {children}
          </Text>
        )}
        <Copyable value={value ?? ''} name={name} />
        <Alert color="yellow" icon={<IconEyeOff size={18} />} p="sm">
          It is shown only now; the server cannot show it again. Copy it before you close this.
        </Alert>
        {after}
        <Group justify="flex-end">
          <Button onClick={onClose}>I have copied it</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
