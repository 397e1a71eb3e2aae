import { useLocation } from 'react-router';

/** Where somebody was before, for the way back; it lies in the history's state, not in the address. */
export interface CameFrom {
  to: string;
  label: string;
  /** What that page was come to with. */
  state?: unknown;
}

/** Where one came from to this page; null where it was by the navigation or a link from elsewhere. */
export function useCameFrom(): CameFrom | null {
  const state: unknown = useLocation().state;
  if (typeof state !== 'object' || state === null || !('from' in state)) return null;
  const { from } = state;
  return typeof from === 'object' && from !== null && 'to' in from && 'label' in from
    ? (from as CameFrom)
    : null;
}

/** This page, as the state of links that go on from it. */
export function useHere(label: string): { from: CameFrom } {
  const here = useLocation();
  return { from: { to: here.pathname + here.search, label, state: here.state as unknown } };
}
