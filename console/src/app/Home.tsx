import { useQuery } from '@tanstack/react-query';
import { Navigate, useParams } from 'react-router';
import { systemsQuery } from '../shared/queries';
import { ProblemView } from '../shared/states';
import { startAt } from './last-place';
import { NotFound } from './NotFound';
import { Starting } from './Starting';

/** Goes to where one was last; with no system yet, to making the first. */
export function Home() {
  const { system } = useParams();
  const { data, error, refetch } = useQuery(systemsQuery);
  if (data) {
    if (data.length === 0) return <Navigate to="/systems/new" replace />;
    const start = startAt(data, system);
    return start ? <Navigate to={start} replace /> : <NotFound />;
  }
  if (error) return <ProblemView error={error} onRetry={() => void refetch()} />;
  return <Starting />;
}
