import { useEffect, useState } from 'react';
import { hashed } from '../../../snippet/src/user';

/** As it leaves the browser; null until that is reckoned, or where the browser cannot. */
export function useHashed(id: string | null, salt: string | null): string | null {
  const [digest, setDigest] = useState<{ of: string; is: string } | null>(null);
  useEffect(() => {
    if (id === null || salt === null) return;
    let over = false;
    hashed(id, salt).then(
      (is) => !over && setDigest({ of: id, is }),
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [id, salt]);
  return digest?.of === id ? digest.is : null;
}
