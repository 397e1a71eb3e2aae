import type { Environment } from '../shared/contract';

const FOR_TRYING = /\b(test|testing|staging|stage|sandbox)\b/i;

const isForTrying = ({ name, key }: Environment) => FOR_TRYING.test(name) || FOR_TRYING.test(key);

/** Where the real users are: the first that is not for trying; undefined where all are. */
export const realEnvironment = (environments: Environment[]): Environment | undefined =>
  environments.find((one) => !isForTrying(one));

/** Where a new integration is best tried first: where no real user is concerned, if there is such an environment. */
export function suggestedEnvironment(environments: Environment[]): Environment | undefined {
  return environments.find(isForTrying) ?? environments[0];
}
