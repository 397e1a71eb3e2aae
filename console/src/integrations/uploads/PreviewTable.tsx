import { Box, Text } from '@mantine/core';
import type { UploadColumn, UploadPreview } from '../../shared/contract';
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
  const what = (column: UploadColumn | undefined) => {
    if (!column) return undefined;
    const wanted =
      column.name === identifier ? 'identifier' : kept.has(column.name) ? 'kept' : undefined;
    return wanted && column.problem ? 'unreadable' : wanted;
  };
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
            {columns.map((column) => (
              <th key={column.position} scope="col" data-what={what(column)}>
                {column.name || <i>without a name</i>}
                {what(column) && (
                  <span className={classes.what}>
                    {what(column) === 'unreadable' ? 'name stands twice' : what(column)}
                  </span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row} data-ragged={cells.length !== columns.length || undefined}>
              {cells.map((cell, at) => (
                <td key={at} data-what={what(columns[at])}>
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
