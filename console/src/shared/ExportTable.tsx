import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { csv } from './csv';
import { save } from './save';

interface Props {
  /** The table, made once it is wanted. */
  rows: () => (string | number)[][];
  /** What the file is called, without an ending. */
  file: string;
}

/** Saves what a table shows as a CSV file. */
export function ExportTable({ rows, file }: Props) {
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} />}
      onClick={() => save(csvFile(rows()), `${file}.csv`)}
    >
      Export table
    </Button>
  );
}

/** Rows as a file for the browser to keep. */
export const csvFile = (rows: (string | number)[][]): Blob =>
  new Blob([csv(rows)], { type: 'text/csv;charset=utf-8' });
