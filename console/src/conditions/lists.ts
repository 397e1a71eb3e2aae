/**
 * How every list of a rule opens. It exists only while it is open: a condition may have hundreds of
 * them, with thousands of options.
 */
export const LIST = { keepMounted: false, shadow: 'md' } as const;
