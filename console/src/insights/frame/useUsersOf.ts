import { useLocation } from 'react-router';
import { EVERYBODY, narrowed } from '../../conditions/condition';
import type { Among } from '../../conditions/among';
import type { ConditionRule } from '../../shared/contract';
import { usePath } from '../../shared/where';
import { useAsked } from './asked';
import { VIEWS } from './views';

interface Narrowing {
  /** What they did. */
  among?: Among[];
  /** What holds for them besides what is asked. */
  rules?: ConditionRule[];
  /** Whether the number is of all users, whatever is asked. */
  everybody?: boolean;
}

/**
 * Where the users behind a number are listed: for a link (`<Anchor component={Link} {...users({among})}>`) or, from a
 * chart, for `navigate(to, { state })`. The list knows by the state where its way back leads.
 */
export function useUsersOf() {
  const asked = useAsked();
  const path = usePath();
  const { pathname, search } = useLocation();
  const view = VIEWS.find(({ page }) => path(page) === pathname);
  return ({ among = [], rules = [], everybody = false }: Narrowing = {}) => {
    const query = new URLSearchParams(asked.shared);
    if (everybody) query.delete('condition');
    if (everybody || rules.length > 0) query.delete('filter');
    if (rules.length > 0) {
      query.set(
        'condition',
        JSON.stringify(narrowed(everybody ? EVERYBODY : asked.applied, rules)),
      );
    }
    if (among.length > 0) query.set('among', JSON.stringify(among));
    const text = query.toString();
    return {
      to: path('insights/users') + (text ? `?${text}` : ''),
      state: { from: { to: pathname + search, label: view?.label ?? 'Insights' } },
    };
  };
}
