import { TextInput, type TextInputProps } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useRef, useState } from 'react';

interface Props extends Omit<TextInputProps, 'value' | 'onChange'> {
  /** What is narrowed down by; null where nothing is. */
  value: string | null;
  onChange: (value: string) => void;
}

const SETTLED_MILLIS = 300;

/** A text that narrows a list down a moment after the last key. What changes elsewhere (Back, "Show all") is shown. */
export function Typed({ value, onChange, ...props }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value ?? '');
  const [known, setKnown] = useState(value);
  const [sent, setSent] = useState(value ?? '');
  const later = useDebouncedCallback((settled: string) => {
    // It was changed elsewhere meanwhile.
    if (field.current?.value !== settled) return;
    setSent(settled.trim());
    onChange(settled.trim());
  }, SETTLED_MILLIS);
  if (known !== value) {
    setKnown(value);
    // What comes back of what was typed must not undo what is typed since.
    if ((value ?? '') !== sent) {
      setText(value ?? '');
      setSent(value ?? '');
    }
  }
  return (
    <TextInput
      {...props}
      ref={field}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        later(event.currentTarget.value);
      }}
    />
  );
}
