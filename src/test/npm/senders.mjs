// Sends what senders send, signed by their own libraries, to a server that the test has set up.
// Reads {url, endpoints: {name: {token, secret, body}}} and writes what was answered.
import { Webhooks } from '@octokit/webhooks';
import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { Analytics } from '@segment/analytics-node';
import { Webhook } from 'standardwebhooks';
import Stripe from 'stripe';
import { Webhook as Svix } from 'svix';

const { url, endpoints } = JSON.parse(await read());
const answers = {};

async function read() {
  let text = '';
  for await (const part of process.stdin) text += part;
  return text;
}

async function post(name, headers, body) {
  const answer = await fetch(`${url}/in/${endpoints[name].token}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body,
  });
  return answer.status;
}

/** The same call as it is signed, and with one byte of the body changed. */
async function both(name, headersOf) {
  const { body } = endpoints[name];
  const headers = await headersOf(endpoints[name].secret, body);
  answers[name] = [await post(name, headers, body), await post(name, headers, `${body} `)];
}

const stripe = new Stripe('sk_test_nothing');
await both('stripe', (secret, payload) => ({
  'Stripe-Signature': stripe.webhooks.generateTestHeaderString({ payload, secret }),
}));
await both('github', async (secret, payload) => ({
  'X-Hub-Signature-256': await new Webhooks({ secret }).sign(payload),
}));
await both('standard', (secret, payload) => {
  const at = new Date();
  return {
    'webhook-id': 'msg_1',
    'webhook-timestamp': `${Math.floor(at.getTime() / 1000)}`,
    'webhook-signature': new Webhook(secret).sign('msg_1', at, payload),
  };
});
await both('svix', (secret, payload) => {
  const at = new Date();
  return {
    'svix-id': 'msg_2',
    'svix-timestamp': `${Math.floor(at.getTime() / 1000)}`,
    'svix-signature': new Svix(secret).sign('msg_2', at, payload),
  };
});

const segment = new Analytics({ writeKey: endpoints.segment.token, host: url, flushAt: 10 });
const failures = [];
segment.on('error', (error) => failures.push(`${error.code}`));
segment.identify({ userId: 'segment@example.com', traits: { plan: 'pro' } });
segment.track({ userId: 'segment@example.com', event: 'Clicked' });
await segment.closeAndFlush({ timeout: 10_000 });
answers.segment = failures;

const rudder = new RudderAnalytics(endpoints.rudder.token, {
  dataPlaneUrl: url,
  flushAt: 2,
  logLevel: 'silent',
});
await new Promise((done, failed) => {
  rudder.identify({ userId: 'rudder@example.com', traits: { plan: 'free' } });
  rudder.track({ userId: 'rudder@example.com', event: 'Clicked' });
  rudder.flush((error) => (error ? failed(error) : done()));
});
answers.rudder = [];
console.log(JSON.stringify(answers));
process.exit(0);
