import type { Property } from '../shared/contract';

/** What is known of a tool before it has sent anything. */
export interface Sender {
  key: string;
  /** As it calls itself. */
  name: string;
  /** Where its payloads name the user. */
  identifier: string;
  /** What most people keep of its payloads. */
  properties: Property[];
  /** A payload with the shape of the real ones and made-up values. */
  sample: unknown;
  /** What to do there to have it send, in order; the URL is at hand. */
  steps: string[];
}

/**
 * Senders that the wizard knows. The shapes are those of the vendors' references for these events; a
 * real payload takes the sample's place as soon as one is caught.
 */
export const SENDERS: Sender[] = [
  {
    key: 'stripe',
    name: 'Stripe',
    identifier: 'data.object.email',
    properties: [
      { path: 'data.object.metadata.plan', name: 'plan', type: 'string' },
      { path: 'data.object.currency', name: 'currency', type: 'string' },
      { path: 'data.object.delinquent', name: 'payment overdue', type: 'boolean' },
      { path: 'data.object.balance', name: 'balance in cents', type: 'number' },
      { path: 'data.object.created', name: 'customer since', type: 'date' },
    ],
    sample: {
      id: 'evt_1PexampleA',
      object: 'event',
      type: 'customer.updated',
      created: 1790000000,
      livemode: false,
      data: {
        object: {
          id: 'cus_Qexample1',
          object: 'customer',
          email: 'ann@example.com',
          name: 'Ann Example',
          created: 1761000000,
          currency: 'eur',
          balance: 0,
          delinquent: false,
          preferred_locales: ['en'],
          metadata: { plan: 'pro' },
        },
        previous_attributes: { metadata: { plan: 'free' } },
      },
    },
    steps: [
      'Open Developers, then Webhooks, and add a destination for events of your account.',
      'Choose the events customer.created and customer.updated: they carry the whole customer with the e-mail address.',
      'Choose “Webhook endpoint”, enter the URL and save.',
      'Change any customer, and see the call come in here. What is kept as metadata of a customer arrives too.',
    ],
  },
  {
    key: 'chargebee',
    name: 'Chargebee',
    identifier: 'content.customer.email',
    properties: [
      { path: 'content.subscription.status', name: 'subscription', type: 'string' },
      { path: 'content.subscription.mrr', name: 'mrr in cents', type: 'number' },
      { path: 'content.subscription.currency_code', name: 'currency', type: 'string' },
      { path: 'content.subscription.next_billing_at', name: 'next billing', type: 'date' },
      { path: 'content.customer.company', name: 'company', type: 'string' },
    ],
    sample: {
      id: 'ev_example1',
      object: 'event',
      event_type: 'subscription_changed',
      occurred_at: 1790000000,
      api_version: 'v2',
      content: {
        subscription: {
          id: 'sub_example1',
          status: 'active',
          mrr: 4900,
          currency_code: 'EUR',
          next_billing_at: 1792600000,
          started_at: 1761000000,
        },
        customer: {
          id: 'cus_example1',
          email: 'ann@example.com',
          first_name: 'Ann',
          company: 'Example Ltd',
        },
      },
    },
    steps: [
      'Open Settings, then Configure Chargebee, then Webhooks, and add one.',
      'Enter the URL, choose API version 2, and leave the check for basic authentication off.',
      'Choose the subscription events; they carry the subscription and its customer.',
      'Use “Test webhook” there, and see the call come in here.',
    ],
  },
  {
    key: 'clerk',
    name: 'Clerk',
    identifier: 'data.id',
    properties: [
      { path: 'data.email_addresses.0.email_address', name: 'email', type: 'string' },
      { path: 'data.first_name', name: 'first name', type: 'string' },
      { path: 'data.created_at', name: 'signed up', type: 'date' },
      { path: 'data.last_sign_in_at', name: 'last sign-in', type: 'date' },
      { path: 'data.public_metadata.plan', name: 'plan', type: 'string' },
    ],
    sample: {
      object: 'event',
      type: 'user.updated',
      timestamp: 1790000000000,
      data: {
        id: 'user_2example1',
        object: 'user',
        first_name: 'Ann',
        last_name: 'Example',
        email_addresses: [
          { email_address: 'ann@example.com', verification: { status: 'verified' } },
        ],
        created_at: 1761000000000,
        last_sign_in_at: 1789990000000,
        public_metadata: { plan: 'pro' },
      },
    },
    steps: [
      'Open Configure, then Webhooks, and add an endpoint with the URL.',
      'Subscribe to user.created and user.updated.',
      'Open its Testing tab, send an example, and see the call come in here.',
    ],
  },
  {
    key: 'github',
    name: 'GitHub',
    identifier: 'sender.login',
    properties: [
      { path: 'repository.full_name', name: 'last repository', type: 'string' },
      { path: 'action', name: 'last action', type: 'string' },
      { path: 'sender.site_admin', name: 'site admin', type: 'boolean' },
    ],
    sample: {
      action: 'opened',
      issue: {
        number: 42,
        title: 'The sum is wrong',
        state: 'open',
        labels: [{ name: 'bug' }],
        created_at: '2026-09-21T10:15:00Z',
      },
      repository: { id: 1, name: 'shop', full_name: 'example/shop', private: true },
      sender: { login: 'ann-example', id: 7, type: 'User', site_admin: false },
    },
    steps: [
      'Open the Settings of the repository or organization, then Webhooks, and add one.',
      'Enter the URL as the payload URL and choose the content type application/json.',
      'Choose the events; all name who did it as sender. The first call is a ping, and has no action.',
    ],
  },
  {
    key: 'twilio-segment',
    name: 'Twilio Segment',
    identifier: 'userId',
    properties: [
      { path: 'traits.email', name: 'email', type: 'string' },
      { path: 'traits.plan', name: 'plan', type: 'string' },
      { path: 'traits.company.name', name: 'company', type: 'string' },
      { path: 'traits.createdAt', name: 'signed up', type: 'date' },
    ],
    sample: {
      type: 'identify',
      userId: 'user-1',
      messageId: 'ajs-example-1',
      timestamp: '2026-09-21T10:15:00Z',
      traits: {
        email: 'ann@example.com',
        plan: 'pro',
        company: { name: 'Example Ltd' },
        createdAt: '2025-10-20T08:00:00Z',
      },
      context: { library: { name: 'analytics.js' } },
    },
    steps: [
      'Add a Webhooks destination to your source.',
      'Enter the URL, and map only identify calls to it: those carry the traits.',
      'Use the event tester there, and see the call come in here.',
    ],
  },
  {
    key: 'zapier',
    name: 'Zapier',
    identifier: 'email',
    properties: [
      { path: 'plan', name: 'plan', type: 'string' },
      { path: 'company', name: 'company', type: 'string' },
      { path: 'signed_up', name: 'signed up', type: 'date' },
    ],
    sample: {
      email: 'ann@example.com',
      plan: 'pro',
      company: 'Example Ltd',
      signed_up: '2026-09-21',
    },
    steps: [
      'Add the step “Webhooks by Zapier” to a Zap, with the action POST.',
      'Enter the URL, and choose JSON as the payload type.',
      'Under Data give each field a name on the left and a value of an earlier step on the right: email, plan, and so on.',
      'Test the step, and see the call come in here.',
    ],
  },
];

export const senderOf = (key: string | null | undefined): Sender | undefined =>
  SENDERS.find((one) => one.key === key);

/** The sample as text. */
export const typicalOf = ({ sample }: Sender): string => JSON.stringify(sample, null, 2);
