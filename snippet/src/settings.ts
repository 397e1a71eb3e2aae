/** Where a page knows the identifier of its end user. */
export type IdentifierSource =
  /** Nowhere: the page calls `muster.identify`. */
  | { method: 'call' }
  /** A global variable, with a path into it: `app.user.email`. */
  | { method: 'variable'; name: string }
  | { method: 'cookie' | 'local-storage' | 'session-storage' | 'parameter'; name: string }
  /** An element of the page; its text, or the value of an attribute. */
  | { method: 'element'; selector: string; attribute?: string };

/** What the snippet has to know. All of it is public: it stands in the source of a page. */
export interface Settings {
  /** The environment's client key. */
  key: string;
  /** Where Muster is, without a slash at its end. */
  url: string;
  /** Whether the server knows no environment with that key, so that nothing need be asked. */
  unknown?: boolean;
  identifier?: IdentifierSource;
  /** How long the end user is waited for, in milliseconds from each page load; 5,000 if left out. */
  waitMillis?: number;
  /** How long an answer is waited for, in milliseconds; 3,000 if left out. */
  timeoutMillis?: number;
  /** How long marked elements stay hidden while nothing is known, in milliseconds; 1,000 if left out. */
  hideMillis?: number;
  /** Whether somebody who is not known gets an identifier of their own, kept in this browser. */
  anonymous?: boolean;
  /** Where identifiers leave the browser hashed only: what is hashed before them. */
  salt?: string;
}
