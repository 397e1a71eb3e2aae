import type { System } from '../shared/contract';
import { at } from '../shared/where';

const KEY = 'muster.place';

/** Remembers in this browser which system and environment were looked at last. */
export function remember(system: string, environment: string): void {
  try {
    localStorage.setItem(KEY, `${system}/${environment}`);
  } catch {
    // A browser that keeps nothing starts at the first system.
  }
}

/** Where to begin: the last place, as far as it still exists, else the first system. */
export function startAt(systems: System[], wanted?: string): string | null {
  let last = '';
  try {
    last = localStorage.getItem(KEY) ?? '';
  } catch {
    // As above.
  }
  const [lastSystem, lastEnvironment] = last.split('/');
  const system =
    systems.find(({ key }) => key === (wanted ?? lastSystem)) ?? (wanted ? null : systems[0]);
  if (!system) return null;
  const environment =
    system.environments.find(({ key }) => key === lastEnvironment) ?? system.environments[0];
  return environment ? at(system, environment, 'integrations') : null;
}
