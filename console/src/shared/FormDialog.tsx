import { Modal, type ModalProps } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';

/** A dialog with a form. Once something was entered, a click beside it does not throw that away. */
export function FormDialog({ opened, children, ...props }: ModalProps) {
  const [touched, setTouched] = useState(false);
  const [was, setWas] = useState(opened);
  if (was !== opened) {
    setWas(opened);
    setTouched(false);
  }
  const touch = () => setTouched(true);
  return (
    <Modal opened={opened} closeOnClickOutside={!touched} {...props}>
      {/* What is entered in the form, or chosen from a list of it, comes by here; nothing is to be done here itself. */}
      <div role="presentation" onInput={touch} onClick={(event) => isOption(event) && touch()}>
        {children}
      </div>
    </Modal>
  );
}

const isOption = ({ target }: SyntheticEvent) =>
  target instanceof Element && target.closest('[role="option"]') !== null;
