import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useQuery,
  type QueryClient,
} from '@tanstack/react-query';
import { api, taken } from '../../shared/api';
import type { Integration, Upload } from '../../shared/contract';
import { ProblemError } from '../../shared/problem';
import { useWhere } from '../../shared/where';
import { readingOf, type Chosen } from './chosen';
import { isOver } from './words';

/** An integration of a system. */
export interface Place {
  system: string;
  integration: string;
}

const POLL_MILLIS = 1_000;
/** How soon uploads are seen that others began, or a folder or bucket. */
const LIST_MILLIS = 15_000;
const PAGE = 20;
/** What is shown of a file is read of so much of it. */
const PREVIEW_BYTES = 1 << 20;

const UPLOADS = 'integration-uploads';

/** All that is known of the uploads of an integration lies below this key. */
const uploadsKey = ({ system, integration }: Place) => ['systems', system, UPLOADS, integration];

const oneKey = (place: Place, upload: string) => [...uploadsKey(place), 'one', upload];
const listKey = (place: Place) => [...uploadsKey(place), 'list'];

/** The uploads of an environment, the latest first, a page at a time. */
export const uploadsQuery = (place: Place, environment: string, limit = PAGE) =>
  infiniteQueryOptions({
    queryKey: [...listKey(place), environment, limit],
    queryFn: ({ pageParam, signal }) =>
      taken(
        api.GET('/api/v1/systems/{system}/integrations/{integration}/uploads', {
          params: {
            path: place,
            query: { environment, limit, ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: LIST_MILLIS,
  });

/** One upload; asked for each second as long as it is on its way. */
export const uploadQuery = (place: Place, upload: string) =>
  queryOptions({
    queryKey: oneKey(place, upload),
    queryFn: ({ signal }) =>
      taken(
        api.GET('/api/v1/systems/{system}/integrations/{integration}/uploads/{upload}', {
          params: { path: { ...place, upload } },
          signal,
        }),
      ),
    refetchInterval: ({ state: { data, error } }) =>
      !error && data && !isOver(data) ? POLL_MILLIS : false,
  });

/** Holds what the server said of an upload, and asks for the others anew, as one changes what can be undone. */
export function noteUpload(queryClient: QueryClient, place: Place, upload: Upload): void {
  const { queryKey } = uploadQuery(place, upload.id);
  queryClient.setQueryData(queryKey, upload);
  void queryClient.invalidateQueries({
    queryKey: uploadsKey(place),
    predicate: (query) => !isPreview(query.queryKey) && query.queryKey[5] !== upload.id,
  });
}

/** After an upload has ended: what is known of users, sizes and other uploads is old. */
export const afterUpload = (queryClient: QueryClient, system: string) =>
  queryClient.invalidateQueries({
    queryKey: ['systems', system],
    predicate: ({ queryKey }) => !isPreview(queryKey),
  });

/** A file is read as it is, whatever else was uploaded. */
const isPreview = (queryKey: readonly unknown[]): boolean =>
  queryKey[2] === UPLOADS && queryKey[4] === 'preview';

/** How the beginning of a file is read, beside the mapping of the integration as it is. */
export const previewQuery = (
  system: string,
  { key, version }: Integration,
  { file, ...how }: Chosen,
) =>
  queryOptions({
    queryKey: [
      ...uploadsKey({ system, integration: key }),
      'preview',
      version,
      [file.name, file.size, file.lastModified],
      readingOf(how),
    ],
    queryFn: ({ signal }) =>
      taken(
        api.POST('/api/v1/systems/{system}/integrations/{integration}/uploads/preview', {
          params: { path: { system, integration: key }, query: readingOf(how) },
          headers: { 'Content-Type': 'application/octet-stream' },
          ...asItIs(file.slice(0, PREVIEW_BYTES)),
          signal,
        }),
      ),
    staleTime: Infinity,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
  });

/** Whether a file is chosen and its columns are known. */
export function useIsRead(integration: Integration, chosen: Chosen | null): boolean {
  const { system } = useWhere();
  const { data, error } = useQuery({
    ...previewQuery(system.key, integration, chosen ?? NO_FILE),
    enabled: chosen !== null,
  });
  return chosen !== null && data !== undefined && error === null;
}

const NO_FILE: Chosen = { file: new File([], ''), format: {} };

/** Whether a file itself is what is wrong, so that only another one helps. */
export const isOfFile = (error: unknown): boolean =>
  error instanceof ProblemError && [413, 415, 422].includes(error.status);

/** Whether a file may be one of rows all the same, if somebody says how it is written. */
export const isUnreadable = (error: unknown): boolean =>
  error instanceof ProblemError && error.status === 422;

/** A body that is sent as it is. */
export const asItIs = (content: Blob) => ({
  body: content as unknown as string,
  bodySerializer: (body: unknown) => body as Blob,
});

/** The address of something of an integration that is not asked for by the client of the contract. */
export const addressOf = (
  { system, integration }: Place,
  name: 'template.csv' | `template.csv?${string}` | `uploads/${string}`,
) =>
  `/api/v1/systems/${encodeURIComponent(system)}/integrations/${encodeURIComponent(integration)}/${name}`;
