import { createContext, useContext } from 'react';
import type { useAskedOfAddress } from './useAskedOfAddress';

export type Asked = ReturnType<typeof useAskedOfAddress>;

export const AskedContext = createContext<Asked | null>(null);

/** What is asked of all users, of which days: for every view of Insights, from the bar above it. */
export function useAsked(): Asked {
  const asked = useContext(AskedContext);
  if (!asked) throw new Error('a view of Insights lies below its layout');
  return asked;
}
