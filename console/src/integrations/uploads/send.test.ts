// @vitest-environment jsdom
import { Blob as NodeBlob } from 'node:buffer';
import { expect, test } from 'vitest';
import type { Upload } from '../../shared/contract';
import { ProblemError, unreachable } from '../../shared/problem';
import { sendRest, type Way } from './send';

// That of the simulated browser cannot be read.
const blob = (text: string) => new NodeBlob([text]) as unknown as Blob;
const FILE = blob('0123456789');
const upload = (receivedBytes: number, status: Upload['status'] = 'receiving') =>
  ({ receivedBytes, status }) as Upload;
const refused = (code: string, status: number) =>
  new ProblemError({
    type: `https://muster.dev/problems/${code}`,
    title: '',
    status,
    detail: code,
  });

/** A server that keeps what arrives, on a way that does what it is told to, try by try. */
function server(...tries: ((take: (bytes: number) => void) => void)[]) {
  let text = '';
  const asked: string[] = [];
  const way: Way = {
    arrived: () => {
      asked.push('?');
      return Promise.resolve(upload(text.length));
    },
    put: async (piece, { offset, last }, onSent) => {
      const sent = await piece.text();
      asked.push(`${offset}${last ? ' last' : ''}`);
      if (offset !== text.length) throw refused('upload-offset', 409);
      const now = tries.shift();
      now?.((bytes) => {
        text += sent.slice(0, bytes);
      });
      text += sent;
      onSent(sent.length);
      return upload(text.length, last ? 'waiting' : 'receiving');
    },
  };
  return { way, asked, text: () => text };
}

const waits: number[] = [];
const how = (more: Parameters<typeof sendRest>[3] = {}) => ({
  pieceBytes: 4,
  wait: (millis: number) => {
    waits.push(millis);
    return Promise.resolve();
  },
  ...more,
});
const broken = () => {
  throw new ProblemError(unreachable());
};

test('a file is sent in pieces, and how far it is is told', async () => {
  const { way, asked, text } = server();
  const told: number[] = [];
  const done = await sendRest(FILE, 0, way, how({ onProgress: (sent) => told.push(sent) }));
  expect(done.status).toBe('waiting');
  expect(asked).toEqual(['0', '4', '8 last']);
  expect(told).toEqual([4, 8, 10]);
  expect(text()).toBe('0123456789');
});

test('what broke off goes on where the server has got to', async () => {
  const { way, asked, text } = server(
    () => {},
    (take) => {
      take(3);
      broken();
    },
  );
  const states: boolean[] = [];
  const told: number[] = [];
  await sendRest(
    FILE,
    0,
    way,
    how({ onBroken: (state) => states.push(state), onProgress: (sent) => told.push(sent) }),
  );
  expect(told).toEqual([4, 7, 10]);
  expect(asked).toEqual(['0', '4', '?', '7 last']);
  expect(states).toEqual([false, true, false]);
  expect(text()).toBe('0123456789');
});

test('it goes on in the middle after the page was loaded anew', async () => {
  const { way, asked, text } = server();
  await way.put(blob('012'), { offset: 0, last: false }, () => {});
  await sendRest(FILE, text().length, way, how());
  expect(asked).toEqual(['0', '3', '7 last']);
  expect(text()).toBe('0123456789');
});

test('where all had arrived but the answer, only the end is said', async () => {
  const { way, asked } = server(
    () => {},
    () => {},
    (take) => {
      take(2);
      broken();
    },
  );
  await sendRest(FILE, 0, way, how());
  expect(asked.slice(-2)).toEqual(['?', '10 last']);
});

test('it is tried a few times only, waiting longer each time, as long as nothing arrives', async () => {
  waits.length = 0;
  const { way } = server(...Array.from({ length: 20 }, () => broken));
  await expect(sendRest(FILE, 0, way, how())).rejects.toThrow('The server did not answer');
  expect(waits).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000]);
});

test('what was refused is not tried again', async () => {
  const { way, asked } = server(() => {
    throw refused('not-csv', 415);
  });
  await expect(sendRest(FILE, 0, way, how())).rejects.toThrow('not-csv');
  expect(asked).toEqual(['0']);
});

test('another window that sent meanwhile is followed', async () => {
  const { way, asked, text } = server();
  await sendRest(FILE, 0, { ...way, put: once(way) }, how());
  expect(asked).toEqual(['0', '?', '4', '8 last']);
  expect(text()).toBe('0123456789');
});

/** Sends the first piece, and says that it was elsewhere. */
function once(way: Way): Way['put'] {
  let first = true;
  return async (...args) => {
    const answer = await way.put(...args);
    if (!first) return answer;
    first = false;
    throw refused('upload-offset', 409);
  };
}

test('one that was cancelled elsewhere is sent no more', async () => {
  const { way, asked } = server(broken);
  const arrived = () => Promise.resolve(upload(0, 'cancelled'));
  expect((await sendRest(FILE, 0, { ...way, arrived }, how())).status).toBe('cancelled');
  expect(asked).toEqual(['0']);
});

test('a file that was changed on the disk is said, and not tried again', async () => {
  const gone = {
    size: 4,
    slice: () => ({
      text: () => Promise.resolve('0123'),
      arrayBuffer: () => Promise.reject(new Error('NotReadableError')),
    }),
  } as unknown as Blob;
  const { way, asked } = server(broken);
  await expect(sendRest(gone, 0, way, how())).rejects.toThrow('It was changed, moved or deleted');
  expect(asked).toEqual(['0 last']);
});
