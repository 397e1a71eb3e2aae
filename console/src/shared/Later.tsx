import { Component, Suspense, type ReactNode } from 'react';
import { isNotLoaded } from './problem';
import { ProblemView } from './states';

interface Props {
  /** In its place until it is there. */
  fallback?: ReactNode;
  /** Made by `lazy`. */
  children: ReactNode;
}

/** A part of a page that is loaded after it. Where it does not come, the rest stays as it is, with what was typed. */
export function Later({ fallback = null, children }: Props) {
  return (
    <Boundary>
      <Suspense fallback={fallback}>{children}</Suspense>
    </Boundary>
  );
}

class Boundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    // A mistake is for the page to show.
    if (!isNotLoaded(error)) throw error as unknown;
    return (
      <ProblemView
        error={error}
        retry="Load the page again"
        onRetry={() => window.location.reload()}
      />
    );
  }
}
