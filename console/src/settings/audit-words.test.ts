import { expect, test } from 'vitest';
import { auditWords } from './audit-words';

type Thing = Record<string, unknown> | null;

const words = (action: string, kind: string, key: string, before: Thing, after: Thing) =>
  auditWords({ action, kind, key, before, after }, (system, environment) =>
    system === 'shop' && environment === 'production' ? 'Production' : environment,
  );

const viv = { email: 'viv@example.com', name: 'Viv', role: 'viewer' };

test.each<[string, string, string, string, Thing, Thing]>([
  ['Changed the settings of pages', 'page-settings.update', 'page-settings', 'shop', {}, {}],
  [
    'Made a secret for identity verification in Production',
    'environment.add-verification-secret',
    'environment',
    'shop/production',
    { name: 'Production' },
    { name: 'Production' },
  ],
  ['Invited viv@example.com as Viewer', 'person.invite', 'person', 'p1', null, viv],
  ['Made a link of viv@example.com', 'person.invite', 'link', 'l1', null, { email: viv.email }],
  ['viv@example.com joined as Viewer', 'person.join', 'person', 'p1', viv, viv],
  ['Ended a link of viv@example.com', 'person.join', 'link', 'l1', { email: viv.email }, null],
  ['viv@example.com signed in', 'person.join', 'session', 's1', null, { email: viv.email }],
  ['viv@example.com signed in', 'session.sign-in', 'session', 's1', null, { email: viv.email }],
  [
    'Changed the role of viv@example.com from Viewer to Admin',
    'person.update',
    'person',
    'p1',
    viv,
    { ...viv, role: 'admin' },
  ],
  [
    'Renamed the person Viv to Vivian',
    'person.update',
    'person',
    'p1',
    viv,
    { ...viv, name: 'Vivian' },
  ],
  ['Removed viv@example.com', 'person.delete', 'person', 'p1', viv, null],
  [
    'Published version 3 to Production',
    'publication.publish',
    'publication',
    'shop/production/3',
    null,
    { version: 3 },
  ],
  [
    'Let go of version 1 of Production',
    'publication.publish',
    'publication',
    'shop/production/1',
    { version: 1 },
    null,
  ],
  [
    'Restored version 2 in old, as version 4',
    'publication.restore',
    'publication',
    'shop/old/4',
    null,
    { version: 4, restoredFrom: 2 },
  ],
  [
    'Renamed the system Shop to Store',
    'system.update',
    'system',
    'shop',
    { name: 'Shop' },
    { name: 'Store' },
  ],
  [
    'Changed the segment Pro',
    'segment.update',
    'segment',
    'shop/pro',
    { name: 'Pro', condition: {} },
    { name: 'Pro', condition: null },
  ],
  ['Deleted the segment Pro', 'segment.delete', 'segment', 'shop/pro', { name: 'Pro' }, null],
  ['Erased an end user of Production', 'user.erase', 'user', 'shop/production/0f', {}, null],
  [
    'Uploaded list.csv of CRM to Production',
    'upload.create',
    'upload',
    'shop/production/crm/25',
    null,
    { integrationName: 'CRM', mode: 'merge', file: 'list.csv' },
  ],
  [
    'Uploaded a file to Production, in place of what CRM had told',
    'upload.create',
    'upload',
    'shop/production/crm/25',
    null,
    { integrationName: 'CRM', mode: 'replace' },
  ],
  [
    'Cancelled the upload of list.csv of CRM to Production',
    'upload.cancel',
    'upload',
    'shop/production/crm/25',
    { integrationName: 'CRM', file: 'list.csv' },
    { integrationName: 'CRM', file: 'list.csv', cancelled: true },
  ],
  [
    'Sent 90 refused deliveries of CRM again in Production',
    'delivery.replay',
    'delivery',
    'shop/production/crm',
    null,
    { integrationName: 'CRM', deliveries: 90 },
  ],
  [
    'Took back what the upload of list.csv of CRM did in Production',
    'upload.undo',
    'upload',
    'shop/production/crm/25',
    { integrationName: 'CRM', file: 'list.csv' },
    { integrationName: 'CRM', file: 'list.csv', undone: true },
  ],
  [
    'Made the token ci with the role Editor',
    'token.create',
    'token',
    't1',
    null,
    { name: 'ci', role: 'editor' },
  ],
  [
    'Set from where CRM takes files by itself',
    'integration.set-schedule',
    'integration',
    'shop/crm',
    { name: 'CRM' },
    { name: 'CRM', schedules: {} },
  ],
  [
    'Let CRM take no more files by itself',
    'integration.remove-schedule',
    'integration',
    'shop/crm',
    { name: 'CRM', schedules: {} },
    { name: 'CRM' },
  ],
  // One that this console does not know yet.
  ['Created the webhook mails', 'webhook.create', 'webhook', 'shop/mails', null, {}],
])('%s: %s of a %s', (said, action, kind, key, before, after) =>
  expect(words(action, kind, key, before, after)).toBe(said),
);
