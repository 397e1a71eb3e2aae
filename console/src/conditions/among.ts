import type { Among as AmongAll } from '../shared/contract';

/** Something that users did, by which a list of them is narrowed down. */
export type Among = AmongAll[number];
