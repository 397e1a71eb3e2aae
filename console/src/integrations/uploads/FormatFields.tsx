import { Alert, Button, Group, Select, Text } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import { useId, useRef, useState } from 'react';
import type { UploadPreview, UploadUnsure } from '../../shared/contract';
import type { FormatWishes } from './chosen';
import classes from './Uploads.module.css';
import { DATES, DECIMALS, delimitersWith, ENCODINGS, formatWords, QUOTES } from './words';

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

const LINES_MAX = 10;

/** How many lines can be passed over, with as many as are. */
function skips(lines: number | undefined) {
  const choices = Array.from({ length: LINES_MAX + 1 }, (_, at) => at);
  if (lines !== undefined && lines > LINES_MAX) choices.push(lines);
  return choices.map((one) => ({ value: `${one}`, label: one === 0 ? 'None' : `${one}` }));
}

/** What is likely where it is not certain how values are written; of the rest one sees in the rows whether it fits. */
function choiceOf(what: UploadUnsure['what'], proposal: string | null) {
  const decimal = what === 'decimal' && DECIMALS.find(({ value }) => value === proposal);
  if (decimal) return { words: decimal.label, format: { decimal: decimal.value } };
  const dates = what === 'dates' && DATES.find(({ value }) => value === proposal);
  return dates ? { words: dates.label, format: { dates: dates.value } } : null;
}

/** How a file is read, which was recognised and can be changed. */
export function FormatFields({ preview, chosen, onChange }: Props) {
  const { encoding, delimiter, quote, header, skipRows, decimal, dates } =
    preview?.format ?? chosen;
  const unsure = (preview?.unsure ?? []).filter(({ what }) => chosen[what] === undefined);
  const uncertain = unsure.length > 0;
  const said = Object.keys(chosen).length > 0;
  const [wanted, setWanted] = useState(false);
  const open = wanted || said || uncertain;
  const fields = useId();
  const frame = useRef<HTMLDivElement>(null);
  const change = (changed: FormatWishes) => onChange({ ...chosen, ...changed });
  return (
    <div ref={frame} tabIndex={-1} role="group" aria-label="How the file is read">
      <Group gap="xs">
        {preview && (
          <Text size="sm" role="status">
            Read as {formatWords(preview.format)}.
          </Text>
        )}
        {!said && !uncertain && (
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
      {preview?.delimiterLine && (
        <Text size="sm" c="dimmed">
          Its first line, <code>{preview.delimiterLine.replace('\t', '⇥')}</code>, says what is
          between cells, and is no row.
        </Text>
      )}
      {uncertain && (
        <Alert
          mt="xs"
          color="yellow"
          variant="light"
          role="status"
          icon={<IconHelp size={18} />}
          title="This is not certain"
        >
          {unsure.map(({ what, proposal, reason }) => {
            const choice = choiceOf(what, proposal);
            return (
              <Group key={what} gap="xs" mb={4}>
                <Text size="sm">{reason}</Text>
                {choice && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    onClick={() => {
                      // This button goes with what it says.
                      frame.current?.focus();
                      change(choice.format);
                    }}
                  >
                    {choice.words}
                  </Button>
                )}
              </Group>
            );
          })}
          <Text size="sm">Look at the rows below, and change it where they look wrong.</Text>
        </Alert>
      )}
      {open && (
        <div id={fields} className={classes.format}>
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
          <Select
            label="Numbers"
            data={DECIMALS}
            value={decimal ?? null}
            placeholder={preview ? 'As each can be read' : 'Recognised'}
            allowDeselect={false}
            onChange={(decimal) => decimal && change({ decimal })}
          />
          <Select
            label="Dates"
            data={DATES}
            value={dates ?? null}
            placeholder={preview ? 'As each can be read' : 'Recognised'}
            allowDeselect={false}
            onChange={(dates) => dates && change({ dates })}
          />
          <Select
            label="Lines above the names"
            data={skips(skipRows)}
            value={skipRows === undefined ? null : `${skipRows}`}
            placeholder="Recognised"
            allowDeselect={false}
            onChange={(lines) => lines && change({ skipRows: Number(lines) })}
          />
        </div>
      )}
    </div>
  );
}
