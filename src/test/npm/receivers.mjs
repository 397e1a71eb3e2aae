// Holds what Muster tells against the libraries that receivers check it with.
// Reads {messages: [{headers, body}], secrets} and writes, for each message and secret, which libraries take it.
import { Webhook } from 'standardwebhooks';
import { Webhook as Svix } from 'svix';

let text = '';
for await (const part of process.stdin) text += part;
const { messages, secrets } = JSON.parse(text);

const LIBRARIES = { standardwebhooks: Webhook, svix: Svix };

/** The libraries that take a message as signed with a secret, and read the same out of it. */
function takenBy(secret, headers, body) {
  return Object.entries(LIBRARIES)
    .filter(([, Library]) => {
      try {
        const read = new Library(secret).verify(body, headers);
        return JSON.stringify(read) === JSON.stringify(JSON.parse(body));
      } catch {
        return false;
      }
    })
    .map(([name]) => name);
}

console.log(
  JSON.stringify(
    messages.map(({ headers, body }) =>
      secrets.map((secret) => ({
        asSent: takenBy(secret, headers, body),
        changed: takenBy(secret, headers, `${body} `),
      })),
    ),
  ),
);
