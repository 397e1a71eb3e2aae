import { Button, Group, Select, Text } from '@mantine/core';
import { useId, useState } from 'react';
import type { UploadPreview } from '../../shared/contract';
import type { FormatWishes } from './chosen';
import classes from './Uploads.module.css';
import { delimitersWith, ENCODINGS, formatWords, QUOTES } from './words';

interface Props {
  /** Null where the file cannot be read as it is recognised. */
  preview: UploadPreview | null;
  /** What somebody has said; the rest is recognised. */
  chosen: FormatWishes;
  onChange: (chosen: FormatWishes) => void;
}

const HEADERS = [
  { value: 'yes', label: 'The first row has the names' },
  { value: 'no', label: 'There is no row of names' },
];

/** How a file is read, which was recognised and can be changed. */
export function FormatFields({ preview, chosen, onChange }: Props) {
  const { encoding, delimiter, quote, header } = preview?.format ?? chosen;
  const uncertain = preview?.certain === false;
  const said = Object.keys(chosen).length > 0;
  const [wanted, setWanted] = useState(false);
  const open = wanted || said || uncertain;
  const fields = useId();
  const change = (changed: FormatWishes) => onChange({ ...chosen, ...changed });
  return (
    <div>
      <Group gap="xs">
        {preview && (
          <Text size="sm" role="status">
            Read as {formatWords(preview.format)}.
          </Text>
        )}
        {!open && (
          <Button
            size="compact-xs"
            variant="subtle"

            onClick={() => setWanted(true)}
          >
            Read it otherwise
          </Button>
        )}
        {said && (
          <Button size="compact-xs" variant="subtle" onClick={() => onChange({})}>
            Recognise it again
          </Button>
        )}
      </Group>
      {preview?.delimiterLine && (
        <Text size="sm" c="dimmed">
          Its first line, <code>{preview.delimiterLine.replace('\t', '⇥')}</code>, says what is
          between cells, and is no row.
        </Text>
      )}
      {uncertain && !said && (
        <Text size="sm" c="dimmed">
          This is not certain: look at the rows below, and change it where they look wrong.
        </Text>
      )}
      {open && (
        <div id={fields} className={classes.format} role="group" aria-label="How the file is read">
          <Select
            label="Encoding"
            data={ENCODINGS}
            value={encoding ?? null}
            placeholder="Recognised"
            allowDeselect={false}
            onChange={(encoding) => encoding && change({ encoding })}
          />
          <Select
            label="Between cells"
            data={delimitersWith(delimiter)}
            value={delimiter ?? null}
            placeholder="Recognised"
            allowDeselect={false}
            onChange={(delimiter) => delimiter && change({ delimiter })}
          />
          <Select
            label="Quotes"
            data={QUOTES}
            value={quote ?? null}
            placeholder="Recognised"
            allowDeselect={false}
            onChange={(quote) => quote && change({ quote })}
          />
          <Select
            label="Names"
            data={HEADERS}
            value={header === undefined ? null : header ? 'yes' : 'no'}
            placeholder="Recognised"
            allowDeselect={false}
            onChange={(header) => header && change({ header: header === 'yes' })}
          />
        </div>
      )}
    </div>
  );
}
