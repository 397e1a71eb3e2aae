import type { Environment } from '../shared/contract';

const FOR_TRYING = /\b(test|testing|staging|stage|sandbox)\b/i;

/** Where a new integration is best tried first: where no real user is concerned, if there is such an environment. */
export function suggestedEnvironment(environments: Environment[]): Environment | undefined {
  return (
    environments.find(({ key, name }) => FOR_TRYING.test(name) || FOR_TRYING.test(key)) ??
    environments[0]
  );
}
