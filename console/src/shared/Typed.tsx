import { TextInput, type TextInputProps } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';

interface Props extends Omit<TextInputProps, 'value' | 'onChange'> {
  /** What is narrowed down by; null where nothing is. */
  value: string | null;
  onChange: (value: string) => void;
}

const SETTLED_MILLIS = 300;

/** A text that narrows a list down a moment after the last key. */
export function Typed({ value, onChange, ...props }: Props) {
  const [text, setText] = useState(value ?? '');
  const [known, setKnown] = useState(value);
  const later = useDebouncedCallback(onChange, SETTLED_MILLIS);
  if (known !== value) {
    setKnown(value);
    if (value === null) setText('');
  }
  return (
    <TextInput
      {...props}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        later(event.currentTarget.value);
      }}
    />
  );
}
