import { useQuery } from '@tanstack/react-query';
import type { Report } from '../shared/contract';
import { InlineLink } from '../shared/InlineLink';
import { Panel } from '../shared/Panel';
import { LoadingRows, ProblemView } from '../shared/states';
import { usePath, useWhere } from '../shared/where';
import { Drawing } from './Drawing';
import { resultQuery } from './queries';

interface Props {
  report: Report;
  /** Whether it is one of several: it says its name, and leads to its own page. */
  linked?: boolean;
}

/** What comes out of a report now, framed. */
export function ReportPanel({ report, linked = false }: Props) {
  const { system } = useWhere();
  const path = usePath();
  const result = useQuery(resultQuery(system.key, report.key));
  return (
    <Panel
      {...(linked
        ? {
            title: report.name,
            about: (
              <>
                {report.description && `${report.description} `}
                <InlineLink to={path(`insights/reports/report/${report.key}`)}>
                  Open the report
                </InlineLink>
              </>
            ),
          }
        : {})}
    >
      {result.error ? (
        <ProblemView error={result.error} onRetry={() => void result.refetch()} />
      ) : result.data ? (
        <Drawing
          name={report.name}
          shown={result.data.shown}
          file={`${system.key}-${report.key}`}
        />
      ) : (
        <LoadingRows rows={1} height={240} />
      )}
    </Panel>
  );
}
