import { ActionIcon, Select, TextInput, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { Becomes } from './Becomes';
import { TYPES, type DraftProperty, type Flaws } from './mapping';
import classes from './MappingEditor.module.css';
import type { Preview } from './useTrial';

interface Props {
  property: DraftProperty;
  flaws: Flaws | undefined;
  preview: Preview | undefined;
  readOnly: boolean;
  onChange: (property: DraftProperty) => void;
  onRemove: () => void;
}

/** One property of a mapping: its name, its type, where it is, and what it would become. */
export function PropertyFields({ property, flaws, preview, readOnly, onChange, onRemove }: Props) {
  const { name, path, type } = property;
  return (
    <div className={classes.property} role="group" aria-label={name || path}>
      <TextInput
        aria-label={`Name of ${path}`}
        placeholder="Name"
        value={name}
        error={flaws?.name}
        readOnly={readOnly}
        onChange={(event) => onChange({ ...property, name: event.currentTarget.value })}
      />
      <Select
        aria-label={`Type of ${name || path}`}
        data={TYPES}
        value={type}
        allowDeselect={false}
        readOnly={readOnly}
        data-read-only={readOnly || undefined}
        onChange={(value) => value && onChange({ ...property, type: value })}
      />
      {readOnly ? (
        <span />
      ) : (
        <Tooltip label="Take it out">
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            onClick={onRemove}
            aria-label={`Take out ${name || path}`}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      <TextInput
        className={`${classes.path} ${classes.mono}`}
        size="xs"
        aria-label={`Path of ${name || path}`}
        value={path}
        error={flaws?.path}
        readOnly={readOnly}
        onChange={(event) => onChange({ ...property, path: event.currentTarget.value })}
      />
      <div className={classes.becomes}>
        <Becomes preview={preview} name={name} />
      </div>
    </div>
  );
}
