import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds what is out of date once, before servers are started side by side. */
export default function build(): void {
  const launcher = fileURLToPath(new URL('../../muster', import.meta.url));
  execFileSync(launcher, ['--version'], { stdio: 'inherit' });
}
