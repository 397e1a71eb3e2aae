import { Button, Text } from '@mantine/core';
import { IconFileTypeCsv } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { CHOOSES } from './focus';
import classes from './Uploads.module.css';

interface Props {
  /** What dropping a file here does: "Drop a CSV file to upload it to Production". */
  title: string;
  /** What else there is to know. */
  children?: ReactNode;
  /** What the button says. */
  action?: string;
  /** The button has the focus at first. */
  autoFocus?: boolean;
  onFile: (file: File) => void;
}

/** Takes a file that is dropped here, or chosen by the button. */
export function DropZone({ title, children, action = 'Choose a file', autoFocus, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const said = useId();
  useEffect(() => {
    // A file that is dropped beside it would be opened instead of this page.
    const prevent = (event: DragEvent) => event.preventDefault();
    window.addEventListener('dragover', prevent);
    window.addEventListener('drop', prevent);
    return () => {
      window.removeEventListener('dragover', prevent);
      window.removeEventListener('drop', prevent);
    };
  }, []);
  const take = async (files: FileList | null | undefined) => {
    const [file] = files ?? [];
    if (!file) return;
    const found =
      files!.length > 1 ? 'One file at a time, please: these are several.' : await unreadable(file);
    setFault(found);
    if (!found) onFile(file);
  };
  return (
    <div
      className={classes.zone}
      data-over={over || undefined}
      onDragEnter={() => setOver(true)}
      onDragOver={(event) => {
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        setOver(true);
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void take(event.dataTransfer.files);
      }}
    >
      <IconFileTypeCsv size={34} stroke={1.4} aria-hidden />
      <div className={classes.zoneWords} id={said}>
        <Text fw={600}>{title}</Text>
        {children && (
          <Text size="sm" c="dimmed" component="div">
            {children}
          </Text>
        )}
      </div>
      <Button
        onClick={() => input.current?.click()}
        aria-describedby={said}
        data-autofocus={autoFocus || undefined}
        {...CHOOSES}
      >
        {action}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        data-testid="file"
        onChange={({ currentTarget }) => {
          void take(currentTarget.files);
          // The same file can be chosen again after it was mended.
          setTimeout(() => {
            currentTarget.value = '';
          });
        }}
      />
      {fault && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert" className={classes.zoneFault}>
          {fault}
        </Text>
      )}
    </div>
  );
}

/** Why a file cannot be read; null where it can. */
async function unreadable(file: File): Promise<string | null> {
  if (file.size === 0) return `${file.name} is empty.`;
  try {
    await file.slice(0, 1).arrayBuffer();
    return null;
  } catch {
    return `${file.name} cannot be read. A folder cannot be taken: choose the file in it.`;
  }
}
