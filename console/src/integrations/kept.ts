/** Where the sample of an integration is kept while one works on it. */
export const sampleKey = (system: string, integration: string) =>
  `${SAMPLES}${system}.${integration}`;

/** How the keys of all samples begin. */
export const SAMPLES = 'sample.';

/** Where a mapping that is not saved yet is kept. */
export const draftKey = (system: string, integration: string) => `mapping.${system}.${integration}`;
