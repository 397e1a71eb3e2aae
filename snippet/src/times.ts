// In a file of their own, as the build puts numbers where they are used only from such a one.

/** How long the user of a page is waited for, and how often is looked meanwhile. */
export const WAIT_MILLIS = 5_000;
export const LOOK_EVERY_MILLIS = 50;
/** How long what is marked stays hidden while nothing is known. */
export const HIDE_MILLIS = 1_000;
/** How long an answer is waited for. */
export const TIMEOUT_MILLIS = 3_000;
/** How long an address has to stay: some pages write theirs with each key that is pressed. */
export const REST_MILLIS = 200;
/** After how long a page that nobody looks at gives up its stream. */
export const HIDDEN_MILLIS = 120_000;
export const RETRY_MILLIS = 1_000;
export const RETRY_DOUBLED_MAX = 8;
