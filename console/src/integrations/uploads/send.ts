import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { api, credentials, problemOf, taken } from '../../shared/api';
import type { Problem, Upload } from '../../shared/contract';
import { ProblemError, unreachable } from '../../shared/problem';
import { nameOf, readingOf, type Chosen } from './chosen';
import { fingerprint } from './fingerprint';
import { addressOf, asItIs, noteUpload, type Place } from './queries';
import type { Mode } from './words';

/** A piece is what has to be sent again at most, and little enough for any proxy. */
const PIECE_BYTES = 16 << 20;
const TRIES_MAX = 6;
const WAIT_MILLIS_MAX = 15_000;
/** A way on which nothing moves for so long is taken for broken. */
const STALL_MILLIS = 60_000;
const TELL_MILLIS = 250;
const SPEED_OVER_MILLIS = 5_000;

/** How a file gets to the server. */
export interface Way {
  /** What the server has of it. */
  arrived: () => Promise<Upload>;
  /** Sends a piece that begins at a byte of the file; `onSent` hears how much of it is on its way. */
  put: (
    piece: Blob,
    at: { offset: number; last: boolean },
    onSent: (bytes: number) => void,
  ) => Promise<Upload>;
}

interface Options {
  onProgress?: (sentBytes: number) => void;
  /** It broke off and is tried again. */
  onBroken?: (broken: boolean) => void;
  wait?: (millis: number) => Promise<void>;
  pieceBytes?: number;
}

/**
 * Sends the rest of a file, piece by piece. Where the way breaks off, the server is asked what has arrived, and it goes on there.
 *
 * @return the upload once all has arrived, or once it is over otherwise
 * @throws ProblemError where it was refused, or tried too often without anything arriving
 */
export async function sendRest(
  file: Blob,
  from: number,
  way: Way,
  { onProgress, onBroken, wait = sleep, pieceBytes = PIECE_BYTES }: Options = {},
): Promise<Upload> {
  let offset = from;
  let failures = 0;
  for (;;) {
    const at = offset;
    const end = Math.min(at + pieceBytes, file.size);
    const last = end === file.size;
    try {
      const upload = await way.put(file.slice(at, end), { offset: at, last }, (bytes) => {
        onBroken?.(false);
        onProgress?.(at + bytes);
      });
      if (last || upload.status !== 'receiving') return upload;
      [offset, failures] = [end, 0];
    } catch (error) {
      if (!(await isPassing(error, file, at)) || ++failures > TRIES_MAX) throw error;
      onBroken?.(true);
      await wait(Math.min(1000 * 2 ** (failures - 1), WAIT_MILLIS_MAX));
      const upload = await way.arrived().catch((lost: unknown) => {
        if (isLost(lost)) return null;
        throw lost;
      });
      if (upload === null) continue;
      if (upload.status !== 'receiving') return upload;
      if (upload.receivedBytes > offset) failures = 0;
      offset = upload.receivedBytes;
      onProgress?.(offset);
    }
  }
}

const sleep = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis));

const isLost = (error: unknown): boolean =>
  error instanceof ProblemError && [408, 429, 502, 503, 504].includes(error.status);

/** What has arrived is other than was thought: another window sends it too, or it was cancelled. */
const ASK_AGAIN = new Set(['upload-offset', 'upload-busy', 'upload-over']);

async function isPassing(error: unknown, file: Blob, offset: number): Promise<boolean> {
  if (error instanceof ProblemError && ASK_AGAIN.has(error.code)) return true;
  if (!isLost(error)) return false;
  try {
    await file.slice(offset, offset + 1).arrayBuffer();
    return true;
  } catch {
    throw new ProblemError(UNREADABLE);
  }
}

const UNREADABLE: Problem = {
  type: 'https://muster.dev/problems/file-unreadable',
  title: 'The file cannot be read any more',
  status: 400,
  detail:
    'It was changed, moved or deleted since it was chosen. Cancel this upload, and choose the file anew.',
};

/** A file on its way from this tab. */
export interface Sending {
  upload: Upload;
  file: File;
  sentBytes: number;
  bytesPerSecond: number | null;
  /**
   * `comparing`: whether the file is the one of which something has arrived; `broken`: it broke off and is tried again; `stopped`:
   * somebody has to say that it goes on.
   */
  state: 'comparing' | 'sending' | 'broken' | 'stopped';
  /** Why it stopped. */
  error: unknown;
}

const sendings = new Map<string, Sending>();
const stops = new Map<string, AbortController>();
const listeners = new Set<() => void>();

function tell(id: string, sending: Sending | null): void {
  const busy = isBusy();
  if (sending) sendings.set(id, sending);
  else sendings.delete(id);
  if (isBusy() !== busy) {
    // Whoever leaves would stop it.
    if (busy) window.removeEventListener('beforeunload', warn);
    else window.addEventListener('beforeunload', warn);
  }
  listeners.forEach((listener) => listener());
}

const isBusy = () => [...sendings.values()].some(({ state }) => state !== 'stopped');
const warn = (event: BeforeUnloadEvent) => event.preventDefault();

/** How far this tab is in sending the file of an upload; null where it does not send it. */
export const useSending = (id: string): Sending | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => sendings.get(id) ?? null,
  );

/** Begins an upload; its bytes follow by [send]. */
export const begin = (
  place: Place,
  { file, ...how }: Chosen,
  { environment, mode }: { environment: string; mode: Exclude<Mode, 'undo'> },
): Promise<Upload> =>
  taken(
    api.POST('/api/v1/systems/{system}/integrations/{integration}/uploads', {
      params: {
        path: place,
        query: { environment, mode, file: nameOf(file), ...readingOf(how) },
        header: { 'Upload-Complete': '?0', 'Upload-Length': file.size },
      },
      headers: { 'Content-Type': 'text/csv' },
      ...asItIs(new Blob([])),
    }),
  );

/** Sends what has not arrived of a file, also while other pages of the console are looked at. */
export function send(queryClient: QueryClient, place: Place, upload: Upload, file: File): void {
  const { id } = upload;
  if (stops.has(id)) return;
  const stop = new AbortController();
  stops.set(id, stop);
  let now: Sending = {
    upload,
    file,
    sentBytes: upload.receivedBytes,
    bytesPerSecond: null,
    state: upload.receivedBytes > 0 ? 'comparing' : 'sending',
    error: null,
  };
  let toldAt = 0;
  let latest = upload.receivedBytes;
  const seen: { at: number; sent: number }[] = [];
  const change = (changed: Partial<Sending>, at = Date.now()) => {
    if (stop.signal.aborted) return;
    now = { ...now, sentBytes: latest, ...changed };
    toldAt = at;
    tell(id, now);
  };
  change({});
  // Going on with a file of the same name and size that has other rows would mix both.
  const begun: Promise<string | null> =
    upload.receivedBytes > 0
      ? fingerprint(file, upload.receivedBytes, stop.signal)
      : Promise.resolve(null);
  const options: Options = {
    onProgress: (sentBytes) => {
      const at = Date.now();
      latest = sentBytes;
      if (at - toldAt < TELL_MILLIS && sentBytes < file.size) return;
      seen.push({ at, sent: sentBytes });
      while (seen.length > 2 && at - seen[0]!.at > SPEED_OVER_MILLIS) seen.shift();
      const first = seen[0]!;
      const millis = at - first.at;
      const speed = (1000 * (sentBytes - first.sent)) / millis;
      change({ bytesPerSecond: millis > TELL_MILLIS && speed > 0 ? speed : null }, at);
    },
    onBroken: (broken) => {
      const state = broken ? 'broken' : 'sending';
      if (broken) seen.length = 0;
      if (now.state !== state) change({ state, bytesPerSecond: null });
    },
  };
  begun
    .catch((error: unknown) => {
      throw stop.signal.aborted ? error : new ProblemError(UNREADABLE);
    })
    .then((of) => {
      change({ state: 'sending' });
      const before = of === null ? undefined : { of, bytes: upload.receivedBytes };
      return sendRest(file, upload.receivedBytes, wayOf(place, id, stop.signal, before), options);
    })
    .then((arrived) => {
      tell(id, null);
      noteUpload(queryClient, place, arrived);
    })
    .catch((error: unknown) => {
      if (stop.signal.aborted) tell(id, null);
      else change({ state: 'stopped', error, bytesPerSecond: null });
    })
    .finally(() => stops.delete(id));
}

/** Goes on where it stopped, with what has arrived by now. */
export async function goOn(
  queryClient: QueryClient,
  place: Place,
  id: string,
  file: File,
): Promise<void> {
  const upload = await wayOf(place, id).arrived();
  noteUpload(queryClient, place, upload);
  if (upload.status === 'receiving') send(queryClient, place, upload, file);
  else tell(id, null);
}

/** Whether what was chosen to go on with is another file. */
export const isOther = (error: unknown): boolean =>
  error instanceof ProblemError && error.code === 'upload-changed';

/** Sends no more of it. */
export function stopSending(id: string): void {
  stops.get(id)?.abort();
  tell(id, null);
}

/** What a file has before the byte with which it is gone on. */
interface Before {
  of: string;
  bytes: number;
}

const wayOf = (place: Place, upload: string, signal?: AbortSignal, before?: Before): Way => ({
  arrived: () =>
    taken(
      api.GET('/api/v1/systems/{system}/integrations/{integration}/uploads/{upload}', {
        params: { path: { ...place, upload } },
        signal,
      }),
    ),
  put: async (piece, at, onSent) => {
    const address = addressOf(place, `uploads/${upload}`);
    const of = before?.bytes === at.offset ? before.of : undefined;
    const once = () => put(address, piece, { ...at, fingerprint: of, onSent, signal });
    try {
      return await once();
    } catch (error) {
      // As for every other call: once more where the session has another proof by now.
      const csrf = error instanceof ProblemError && error.code === 'csrf';
      if (!csrf || !(await credentials.renew())) throw error;
      return once();
    }
  },
});

interface Put {
  offset: number;
  last: boolean;
  /** Of what comes before the offset. */
  fingerprint?: string;
  onSent: (bytes: number) => void;
  signal?: AbortSignal;
}

/** By XMLHttpRequest, since `fetch` does not tell how much it has sent. */
function put(address: string, piece: Blob, how: Put): Promise<Upload> {
  const { offset, last, fingerprint, onSent, signal } = how;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let moved = Date.now();
    const watch = setInterval(() => {
      if (Date.now() - moved > STALL_MILLIS) request.abort();
    }, 1_000);
    const abort = () => request.abort();
    signal?.addEventListener('abort', abort);
    request.upload.onprogress = ({ loaded }) => {
      moved = Date.now();
      onSent(Math.min(loaded, piece.size));
    };
    request.onloadend = () => {
      clearInterval(watch);
      signal?.removeEventListener('abort', abort);
      const { status, statusText, responseText } = request;
      if (signal?.aborted) return reject(aborted());
      if (status === 0) return reject(new ProblemError(unreachable()));
      if (status === 401) credentials.onSignedOut();
      const answer = read(responseText);
      if (status < 300 && answer !== null) resolve(answer as Upload);
      else reject(new ProblemError(problemOf(answer, { status, statusText })));
    };
    request.open('PATCH', address);
    request.setRequestHeader('Content-Type', 'application/partial-upload');
    request.setRequestHeader('Upload-Offset', `${offset}`);
    request.setRequestHeader('Upload-Complete', last ? '?1' : '?0');
    if (fingerprint) request.setRequestHeader('Upload-Fingerprint', fingerprint);
    if (credentials.csrfToken) request.setRequestHeader('X-CSRF-Token', credentials.csrfToken);
    if (signal?.aborted) return reject(aborted());
    request.send(piece);
  });
}

const aborted = () => new DOMException('no more is sent', 'AbortError');

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
