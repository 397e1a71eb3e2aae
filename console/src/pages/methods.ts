import type { IdentifierSource } from '../../../snippet/src/settings';
import { QUEUE_LINE } from '../shared/connect';
import type { PageSettings } from '../shared/contract';

export type MethodName = IdentifierSource['method'];

/** A way in which a page may know its user. */
export interface Method {
  method: MethodName;
  label: string;
  /** What it does, in a sentence. */
  about: string;
  /** How it looks in a page. */
  example: string;
  /** What has to be named; a call needs nothing, an element a selector. */
  name?: { label: string; about: string; placeholder: string };
  /** What to paste to try it. */
  paste: { label: string; about: string; placeholder: string };
}

const SAID = `${QUEUE_LINE}\nmuster.push(['identify', 'ann@example.com']);`;

export const METHODS: Method[] = [
  {
    method: 'call',
    label: 'The page says it',
    about: 'A line of the application names the user once it knows who that is.',
    example: SAID,
    paste: {
      label: 'Lines of the page',
      about: 'The part of the page’s script that names the user.',
      placeholder: SAID,
    },
  },
  {
    method: 'variable',
    label: 'A variable of the page',
    about: 'The application keeps its user in a global variable, or in a part of one.',
    example: `window.app = { user: { email: 'ann@example.com' } };`,
    name: {
      label: 'Variable',
      about: 'With dots into its parts.',
      placeholder: 'app.user.email',
    },
    paste: {
      label: 'The variable',
      about: 'As JSON, or the lines of the page that set it.',
      placeholder: `window.app = { user: { email: 'ann@example.com' } };`,
    },
  },
  {
    method: 'cookie',
    label: 'A cookie',
    about: 'Signing in sets a cookie that scripts can read (none that is HttpOnly).',
    example: 'uid=ann%40example.com',
    name: { label: 'Cookie', about: 'Its name.', placeholder: 'uid' },
    paste: {
      label: 'The cookies',
      about: 'What document.cookie gives there.',
      placeholder: 'theme=dark; uid=ann%40example.com',
    },
  },
  {
    method: 'local-storage',
    label: 'Local storage',
    about: 'The application keeps the identifier in the browser, for longer than a visit.',
    example: `localStorage.setItem('uid', 'ann@example.com');`,
    name: { label: 'Key', about: 'Of the entry in the local storage.', placeholder: 'uid' },
    paste: {
      label: 'The entries',
      about: 'One a line, as key and value, or what JSON.stringify(localStorage) gives.',
      placeholder: 'uid: ann@example.com',
    },
  },
  {
    method: 'session-storage',
    label: 'Session storage',
    about: 'The application keeps the identifier in the tab, until that is closed.',
    example: `sessionStorage.setItem('uid', 'ann@example.com');`,
    name: { label: 'Key', about: 'Of the entry in the session storage.', placeholder: 'uid' },
    paste: {
      label: 'The entries',
      about: 'One a line, as key and value, or what JSON.stringify(sessionStorage) gives.',
      placeholder: 'uid: ann@example.com',
    },
  },
  {
    method: 'parameter',
    label: 'A part of the address',
    about: 'A parameter after the question mark of the page’s address names the user.',
    example: 'https://app.example.com/welcome?uid=ann%40example.com',
    name: { label: 'Parameter', about: 'Its name.', placeholder: 'uid' },
    paste: {
      label: 'The address',
      about: 'As it stands in the browser.',
      placeholder: 'https://app.example.com/welcome?uid=ann%40example.com',
    },
  },
  {
    method: 'element',
    label: 'An element of the page',
    about:
      'The identifier stands somewhere in the page: as the text of an element, or in an attribute.',
    example: '<body data-user="ann@example.com">',
    name: {
      label: 'CSS selector',
      about: 'Of the element; the first that it finds counts.',
      placeholder: 'body',
    },
    paste: {
      label: 'The HTML',
      about: 'Of the page, or of the part with the element.',
      placeholder: '<body data-user="ann@example.com">',
    },
  },
];

export const methodOf = (name: MethodName): Method =>
  METHODS.find(({ method }) => method === name)!;

/** What the settings say, as the snippet takes it. */
export function sourceOf({ method, ...of }: PageSettings['identifier']): IdentifierSource {
  const name = of.name ?? '';
  switch (method) {
    case 'call':
      return { method };
    case 'element':
      return {
        method,
        selector: of.selector ?? '',
        ...(of.attribute ? { attribute: of.attribute } : {}),
      };
    case 'variable':
      return { method, name };
    default:
      return { method, name };
  }
}

/** Whether it says what to look for. */
export function isNamed(source: IdentifierSource): boolean {
  if (source.method === 'call') return true;
  return (source.method === 'element' ? source.selector : source.name) !== '';
}

/** What is wrong with a selector; the browser decides. */
export function selectorFault(selector: string): string | null {
  try {
    document.createDocumentFragment().querySelector(selector);
    return null;
  } catch {
    return `${selector} is no CSS selector.`;
  }
}

const quoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n')}'`;

/** An expression for the developer tools of the real page, which shows what is found there. */
export function expressionOf(source: IdentifierSource): string {
  switch (source.method) {
    case 'call':
      return 'muster.ready.then(({ user, problem }) => problem || user)';
    case 'variable': {
      const parts = source.name.split('.').map((part, at) => {
        if (/^[A-Za-z_$][\w$]*$/.test(part)) return `${at === 0 ? '.' : '?.'}${part}`;
        return `${at === 0 ? '' : '?.'}[${quoted(part)}]`;
      });
      return `window${parts.join('')}`;
    }
    case 'cookie': {
      const begin = quoted(`${source.name}=`);
      return `document.cookie.split('; ').filter((one) => one.startsWith(${begin})).map((one) => decodeURIComponent(one.slice(${source.name.length + 1})))[0]`;
    }
    case 'local-storage':
      return `localStorage.getItem(${quoted(source.name)})`;
    case 'session-storage':
      return `sessionStorage.getItem(${quoted(source.name)})`;
    case 'parameter':
      return `new URLSearchParams(location.search).get(${quoted(source.name)})`;
    case 'element':
      return `document.querySelector(${quoted(source.selector)})?.${
        source.attribute ? `getAttribute(${quoted(source.attribute)})` : 'textContent'
      }`;
  }
}
