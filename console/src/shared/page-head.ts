import { createContext } from 'react';

/**
 * Where pages put their title: what lies above all pages of a layout comes after it, for the eye and by keyboard.
 * Null until that place is there; undefined where pages have it themselves.
 */
export const PageHead = createContext<HTMLElement | null | undefined>(undefined);
