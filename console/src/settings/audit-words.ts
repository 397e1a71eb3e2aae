import type { AuditEntry, Role } from '../shared/contract';
import { roleLabel } from '../shared/roles';

/** What an entry was about, as the words need it. */
interface About {
  entry: Pick<AuditEntry, 'action' | 'kind' | 'key'> & {
    before: object | null;
    after: object | null;
  };
  /** A field of the thing as it is after, or where it is gone, as it was. */
  of: (field: string) => string;
  /** The same as it was before. */
  was: (field: string) => string;
  /** Its name, or else the end of its key. */
  name: string;
  /** The environment that its key is of, by its name if it is still there. */
  environment: string;
}

/** How an environment is called; its key where it is not known any more. */
export type EnvironmentName = (system: string, environment: string) => string;

/** What somebody did, in a sentence without who: "Invited viv@example.com as Viewer". */
export function auditWords(entry: About['entry'], environmentName: EnvironmentName): string {
  const text = (thing: object | null, field: string) => {
    const value = (thing as Record<string, unknown> | null)?.[field];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const of = (field: string) => text(entry.after ?? entry.before, field);
  const parts = entry.key.split('/');
  const about: About = {
    entry,
    of,
    was: (field) => text(entry.before, field),
    name: of('name') || (parts.at(-1) ?? entry.key),
    environment: environmentName(parts[0] ?? '', parts[1] ?? ''),
  };
  const main = MAIN[`${entry.action} ${entry.kind}`];
  return main ? main(about) : beside(about);
}

const role = (of: string) => (of ? roleLabel(of as Role) : '');

const fileOf = (of: About['of']) => of('file') || 'a file';

/** The thing that an action is about; one commit may also change others. */
const MAIN: Record<string, (about: About) => string> = {
  'system.create system': ({ name }) => `Created the system ${name}`,
  'system.update system': (about) => renamed(about, 'system'),
  'system.delete system': ({ name }) => `Deleted the system ${name}`,
  'environment.add environment': ({ name }) => `Added the environment ${name}`,
  'environment.update environment': (about) => renamed(about, 'environment'),
  'environment.rotate-client-key environment': ({ name }) => `Replaced the client key of ${name}`,
  'environment.retire-client-key environment': ({ name }) =>
    `Retired the client key before the present one of ${name}`,
  'environment.add-verification-secret environment': ({ name }) =>
    `Made a secret for identity verification in ${name}`,
  'environment.remove-verification-secret environment': ({ name }) =>
    `Removed a secret for identity verification in ${name}`,
  'page-settings.update page-settings': () => 'Changed the settings of pages',
  'environment.remove environment': ({ name }) => `Removed the environment ${name}`,
  'integration.create integration': ({ name }) => `Created the integration ${name}`,
  'integration.update integration': (about) => renamed(about, 'integration'),
  'integration.rotate-token integration': ({ name }) => `Replaced an endpoint of ${name}`,
  'integration.set-schedule integration': ({ name }) =>
    `Set from where ${name} takes files by itself`,
  'integration.remove-schedule integration': ({ name }) =>
    `Let ${name} take no more files by itself`,
  'integration.delete integration': ({ name }) => `Deleted the integration ${name}`,
  'segment.create segment': ({ name }) => `Created the segment ${name}`,
  'segment.update segment': (about) => renamed(about, 'segment'),
  'segment.delete segment': ({ name }) => `Deleted the segment ${name}`,
  'filter.create filter': ({ name }) => `Saved the filter ${name}`,
  'filter.update filter': (about) => renamed(about, 'filter'),
  'filter.use filter': ({ name }) => `Used the filter ${name}`,
  'filter.delete filter': ({ name }) => `Deleted the filter ${name}`,
  'report.create report': ({ name }) => `Saved the report ${name}`,
  'report.update report': (about) => renamed(about, 'report'),
  'report.delete report': ({ name }) => `Deleted the report ${name}`,
  'dashboard.create dashboard': ({ name }) => `Made the dashboard ${name}`,
  'dashboard.update dashboard': (about) => renamed(about, 'dashboard'),
  'dashboard.delete dashboard': ({ name }) => `Deleted the dashboard ${name}`,
  'report-link.create report-link': ({ name }) => `Made the read-only link ${name}`,
  'report-link.revoke report-link': ({ name }) => `Revoked the read-only link ${name}`,
  'mailing.create mailing': ({ name }) => `Had ${name} sent by e-mail`,
  'mailing.update mailing': (about) => renamed(about, 'mailing'),
  'mailing.send mailing': ({ name }) => `Sent ${name} by e-mail`,
  'mailing.delete mailing': ({ name }) => `Let ${name} no longer be sent by e-mail`,
  'publication.publish publication': (about) =>
    about.entry.after === null
      ? beside(about)
      : `Published version ${about.of('version')} to ${about.environment}`,
  'publication.restore publication': (about) =>
    about.entry.after === null
      ? beside(about)
      : `Restored version ${about.of('restoredFrom')} in ${about.environment}, as version ${about.of('version')}`,
  'user.erase user': ({ environment }) => `Erased an end user of ${environment}`,
  'user.export user': ({ environment }) => `Exported an end user of ${environment}`,
  'upload.create upload': ({ of, environment }) =>
    of('mode') === 'replace'
      ? `Uploaded ${fileOf(of)} to ${environment}, in place of what ${of('integrationName')} had told`
      : `Uploaded ${fileOf(of)} of ${of('integrationName')} to ${environment}`,
  'upload.cancel upload': ({ of, environment }) =>
    `Cancelled the upload of ${fileOf(of)} of ${of('integrationName')} to ${environment}`,
  'upload.undo upload': ({ of, environment }) =>
    `Took back what the upload of ${fileOf(of)} of ${of('integrationName')} did in ${environment}`,
  'delivery.replay delivery': ({ of, environment }) =>
    `Sent ${of('deliveries') === '1' ? '1 refused delivery' : `${of('deliveries')} refused deliveries`} of ${of('integrationName')} again in ${environment}`,
  'token.create token': ({ name, of }) =>
    of('kind') === 'oauth2'
      ? `Made the OAuth2 client ${name}`
      : `Made the token ${name} with the role ${role(of('role'))}`,
  'token.revoke token': ({ name }) => `Revoked the token ${name}`,
  'person.invite person': ({ of }) => `Invited ${of('email')} as ${role(of('role'))}`,
  'person.set-up person': ({ of }) => `${of('email')} became the first administrator`,
  'person.join person': ({ of }) => `${of('email')} joined as ${role(of('role'))}`,
  'person.update person': (about) => {
    const [before, after] = [about.was('role'), about.of('role')];
    return before === after
      ? renamed(about, 'person')
      : `Changed the role of ${about.of('email')} from ${role(before)} to ${role(after)}`;
  },
  'person.delete person': ({ of }) => `Removed ${of('email')}`,
  'person.reset link': (about) =>
    about.entry.after === null
      ? beside(about)
      : `Made a link to a password for ${about.of('email')}`,
  'person.reset-password person': ({ of }) => `${of('email')} chose a new password by a link`,
  'person.change-password person': ({ of }) => `${of('email')} changed the password`,
  'person.sign-out person': ({ of }) => `Signed ${of('email')} out everywhere`,
  'session.sign-in session': (about) =>
    about.entry.after === null ? beside(about) : `${about.of('email')} signed in`,
  'session.sign-out session': ({ of }) => `${of('email')} signed out`,
  'session.sign-out-everywhere person': ({ of }) => `${of('email')} signed out everywhere`,
  'link.set-up link': (about) =>
    about.entry.after === null ? beside(about) : 'Made the link by which Muster is set up',
};

/** A change, which may have been of the name. */
function renamed({ was, name, entry }: About, kind: string): string {
  const before = was('name');
  if (entry.before !== null && before !== '' && before !== name) {
    return `Renamed the ${kind} ${before} to ${name}`;
  }
  return `Changed the ${kind} ${name}`;
}

/** What came along with something else. */
function beside({ entry, of, name, environment }: About): string {
  const gone = entry.after === null;
  const email = of('email');
  switch (entry.kind) {
    case 'link':
      if (!email) return gone ? 'Ended the set-up link' : 'Made the set-up link';
      return `${gone ? 'Ended' : 'Made'} a link of ${email}`;
    case 'session':
      return email
        ? gone
          ? `Ended a session of ${email}`
          : `${email} signed in`
        : gone
          ? 'Ended a session'
          : 'Began a session';
    case 'publication':
      return `${gone ? 'Let go of' : 'Made'} version ${of('version')} of ${environment}`;
    case 'person':
      if (of('sessions') !== '') return `Ended the sessions of ${email}`;
      return `${gone ? 'Removed' : entry.before === null ? 'Added' : 'Changed'} ${email || name}`;
    default:
      return `${gone ? 'Removed' : entry.before === null ? 'Created' : 'Changed'} the ${entry.kind} ${name}`;
  }
}
