import { Box, Text } from '@mantine/core';
import type { UploadPreview } from '../../shared/contract';
import { counted } from './words';
import classes from './Uploads.module.css';

interface Props {
  preview: UploadPreview;
  identifier: string;
  /** The columns that are kept. */
  kept: ReadonlySet<string>;
}

/** The first rows of a file, with what is kept of them set off. */
export function PreviewTable({ preview: { columns, rows }, identifier, kept }: Props) {
  const what = (name: string) =>
    name === identifier ? 'identifier' : kept.has(name) ? 'kept' : undefined;
  if (rows.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        The file has no rows but that of the names.
      </Text>
    );
  }
  return (
    <Box
      className={classes.rows}
      tabIndex={0}
      role="region"
      aria-label={`The first ${counted(rows.length, 'row')}`}
    >
      <table>
        <thead>
          <tr>
            {columns.map(({ name, position }) => (
              <th key={position} scope="col" data-what={what(name)}>
                {name || <i>without a name</i>}
                {what(name) && <span className={classes.what}>{what(name)}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row} data-ragged={cells.length !== columns.length || undefined}>
              {cells.map((cell, at) => (
                <td key={at} data-what={what(columns[at]?.name ?? '')}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
  );
}
