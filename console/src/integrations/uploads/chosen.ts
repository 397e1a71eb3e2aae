import { useCallback, useSyncExternalStore } from 'react';
import type { Integration, Upload, UploadFormat } from '../../shared/contract';
import { useWhere } from '../../shared/where';

/** What is said of how a file is written; what is left out is recognised. */
export type FormatWishes = { [K in keyof UploadFormat]?: NonNullable<UploadFormat[K]> };

/** To read a file as another one was read; what was not known of that is recognised anew. */
export const asRead = (format: UploadFormat | null): FormatWishes =>
  Object.fromEntries(Object.entries(format ?? {}).filter(([, value]) => value !== null));

/** A file that was chosen for an integration, and what somebody said of how it is written. */
export interface Chosen {
  file: File;
  format: FormatWishes;
  /** Whether users keep what they have of columns that are not in it; else it is refused without them. */
  keepMissing?: boolean;
}

/** How a file is to be read, as the API is told. */
export function readingOf({ format, keepMissing }: Omit<Chosen, 'file'>) {
  return { ...format, ...(keepMissing ? { missing: 'keep' as const } : {}) };
}

// A file is what the browser was handed, so it is there until the page is loaded anew.
const held = new Map<string, Chosen>();
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The file that is chosen for an integration, on whichever of its pages. */
export function useChosen({ key }: Pick<Integration, 'key'>) {
  const { system } = useWhere();
  const place = `${system.key} ${key}`;
  const chosen = useSyncExternalStore(subscribe, () => held.get(place) ?? null);
  const choose = useCallback(
    (next: Chosen | null) => {
      if (next) held.set(place, next);
      else held.delete(place);
      listeners.forEach((listener) => listener());
    },
    [place],
  );
  return [chosen, choose] as const;
}

/** Whether a file is the one that an upload began with, as far as can be told. */
export const isFileOf = (file: File, upload: Pick<Upload, 'file' | 'bytes'>): boolean =>
  nameOf(file) === upload.file && (upload.bytes === null || file.size === upload.bytes);

const NAME_CHARACTERS_MAX = 255;

/** The name of a file as it is sent. */
export const nameOf = ({ name }: File): string => name.slice(0, NAME_CHARACTERS_MAX);
