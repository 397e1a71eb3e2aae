import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';

interface Props {
  opened: boolean;
  onClose: () => void;
  /** A question: "Remove CRM?" */
  title: string;
  /** What is lost or stops working, and whether it can be had back. */
  children: ReactNode;
  /** What the button does: "Remove". */
  action: string;
  /** What the button does by which all stays as it is; for a question about cancelling it is not "Cancel". */
  keep?: string;
  /** Has to be typed first, for what cannot be had back. */
  typed?: string;
  /** For what is no loss. */
  harmless?: boolean;
  pending?: boolean;
  onConfirm: () => void;
}

/** Asks before something is done that cannot simply be done back. */
export function Confirm(props: Props) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title}>
      <Question {...props} />
    </Modal>
  );
}

function Question(props: Props) {
  const { opened, children, action, typed, harmless, pending, onClose, onConfirm } = props;
  const { keep = 'Cancel' } = props;
  const [text, setText] = useState('');
  // A second click is no second yes: neither before the first is seen to be under way, nor while
  // the dialog closes. What failed ends while it is open, and can be tried again.
  const said = useRef(false);
  const ends = useRef(false);
  useEffect(() => {
    if (ends.current && !pending) said.current = false;
    ends.current = pending === true;
  }, [pending]);
  useEffect(() => {
    if (opened) said.current = false;
  }, [opened]);
  const ready = typed === undefined || text.trim() === typed.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready || !opened || said.current) return;
        said.current = true;
        onConfirm();
      }}
    >
      <Stack>
        <Text component="div" size="sm">
          {children}
        </Text>
        {typed !== undefined && (
          <TextInput
            label={`Type ${typed} to confirm`}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {keep}
          </Button>
          <Button
            type="submit"
            color={harmless ? undefined : 'red'}
            disabled={!ready}
            loading={pending}
          >
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
