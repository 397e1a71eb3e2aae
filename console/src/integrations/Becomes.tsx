import { Text } from '@mantine/core';
import { IconArrowRight, IconEraser, IconMinus, IconX } from '@tabler/icons-react';
import { valueWords } from '../shared/value-words';
import { useWhere } from '../shared/where';
import classes from './MappingEditor.module.css';
import type { Preview } from './useTrial';
import { formsAfter, refusalWords } from './words';

/** What a property would become of the sample. */
export function Becomes({ preview, name }: { preview: Preview | undefined; name: string }) {
  if (!preview) return null;
  return (
    <div className={classes.preview} aria-label={`What ${name || 'it'} would become`} role="group">
      <Shown preview={preview} />
    </div>
  );
}

function Shown({ preview }: { preview: Preview }) {
  const { system } = useWhere();
  switch (preview.kind) {
    case 'value':
      return (
        <>
          <IconArrowRight size={15} color="var(--mantine-color-green-filled)" aria-hidden />
          <span className={classes.value}>
            {valueWords(preview.value, preview.type, system.timeZone)}
          </span>
        </>
      );
    case 'cleared':
      return (
        <>
          <IconEraser size={15} color="var(--mantine-color-yellow-filled)" aria-hidden />
          <Text span inherit>
            null: the value would be cleared
          </Text>
        </>
      );
    case 'absent':
      return (
        <>
          <IconMinus size={15} color="var(--mantine-color-dimmed)" aria-hidden />
          <Text span inherit c="dimmed">
            not in the sample; stays as it is
          </Text>
        </>
      );
    case 'refused':
      return (
        <>
          <IconX size={15} color="var(--mantine-color-red-filled)" aria-hidden />
          <Text span inherit c="var(--mantine-color-error)">
            refused: {[refusalWords(preview), formsAfter(preview)].filter(Boolean).join('. ')}
          </Text>
        </>
      );
  }
}
