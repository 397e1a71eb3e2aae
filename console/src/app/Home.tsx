import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate, useParams } from 'react-router';
import { takeNext } from '../getting-in/next';
import { systemsQuery } from '../shared/queries';
import { ProblemView } from '../shared/states';
import { startAt } from './last-place';
import { NotFound } from './NotFound';
import { Starting } from '../shared/Starting';

/** Goes to where one was last; with no system yet, to making the first. */
export function Home() {
  const { system } = useParams();
  // Where one was before another site asked who one is.
  const [next] = useState(takeNext);
  const { data, error, refetch } = useQuery(systemsQuery);
  if (next) return <Navigate to={next} replace />;
  if (data) {
    if (data.length === 0) return <Navigate to="/systems/new" replace />;
    const start = startAt(data, system);
    return start ? <Navigate to={start} replace /> : <NotFound />;
  }
  if (error) return <ProblemView error={error} onRetry={() => void refetch()} />;
  return <Starting />;
}
