import { Button, Group, Select, Text } from '@mantine/core';
import { useId, useRef, useState } from 'react';
import type { UploadFormat, UploadPreview } from '../../shared/contract';
import classes from './Uploads.module.css';
import { DELIMITERS, ENCODINGS, formatWords, QUOTES } from './words';

interface Props {
  preview: UploadPreview;
  /** What somebody has said; the rest is recognised. */
  chosen: Partial<UploadFormat>;
  onChange: (chosen: Partial<UploadFormat>) => void;
}

const HEADERS = [
  { value: 'yes', label: 'The first row has the names' },
  { value: 'no', label: 'There is no row of names' },
];

/** How a file is read, which was recognised and can be changed. */
export function FormatFields({ preview: { format, certain }, chosen, onChange }: Props) {
  const said = Object.keys(chosen).length > 0;
  const [wanted, setWanted] = useState(false);
  const open = wanted || said || !certain;
  const fields = useId();
  const frame = useRef<HTMLDivElement>(null);
  const change = (changed: Partial<UploadFormat>) => onChange({ ...chosen, ...changed });
  return (
    <div ref={frame} tabIndex={-1} role="group" aria-label="How the file is read">
      <Group gap="xs">
        <Text size="sm" role="status">
          Read as {formatWords(format)}.
        </Text>
        {!said && certain && (
          <Button
            size="compact-xs"
            variant="subtle"

            aria-expanded={open}
            aria-controls={open ? fields : undefined}
            onClick={() => setWanted(!wanted)}
          >
            Read it otherwise
          </Button>
        )}
        {said && (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => {
              // This button goes with what was said.
              frame.current?.focus();
              onChange({});
            }}
          >
            Recognise it again
          </Button>
        )}
      </Group>
      {!certain && !said && (
        <Text size="sm" c="dimmed">
          This is not certain: look at the rows below, and change it where they look wrong.
        </Text>
      )}
      {open && (
        <div id={fields} className={classes.format}>
          <Select
            label="Encoding"
            data={ENCODINGS}
            value={format.encoding}
            allowDeselect={false}
            onChange={(encoding) => encoding && change({ encoding })}
          />
          <Select
            label="Between cells"
            data={DELIMITERS}
            value={format.delimiter}
            allowDeselect={false}
            onChange={(delimiter) => delimiter && change({ delimiter })}
          />
          <Select
            label="Quotes"
            data={QUOTES}
            value={format.quote}
            allowDeselect={false}
            onChange={(quote) => quote && change({ quote })}
          />
          <Select
            label="Names"
            data={HEADERS}
            value={format.header ? 'yes' : 'no'}
            allowDeselect={false}
            onChange={(header) => header && change({ header: header === 'yes' })}
          />
        </div>
      )}
    </div>
  );
}
