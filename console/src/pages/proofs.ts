import { QUEUE_LINE } from '../shared/connect';

/** A language in which proofs are made. */
export interface Language {
  value: string;
  label: string;
  /** The function, given the salt as it stands in the language; null where identifiers are not hashed. */
  sample: (salt: string | null) => string;
}

const WHY = 'Pages send the identifier hashed, so that is what has to be proved.';

/** Lines, without those that are only there with a salt. */
const lines = (...all: (string | false)[]) => all.filter((line) => line !== false).join('\n');

/** As texts in double quotes are written; nothing is put into them. */
const double = (text: string) => JSON.stringify(text);
/** As texts in single quotes are written, in which only these two mean something. */
const single = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;

const node = (salt: string | null) =>
  lines(
    `import { ${salt === null ? '' : 'createHash, '}createHmac } from 'node:crypto';`,
    ``,
    `const MUSTER_SECRET = process.env.MUSTER_SECRET;`,
    salt !== null && `const MUSTER_SALT = ${single(salt)};`,
    ``,
    `export function musterHash(userId) {`,
    salt !== null && `  // ${WHY}`,
    salt !== null &&
      `  const hashed = createHash('sha256').update(MUSTER_SALT + userId).digest('hex');`,
    `  return createHmac('sha256', MUSTER_SECRET).update(${salt === null ? 'userId' : 'hashed'}).digest('hex');`,
    `}`,
  );

const java = (salt: string | null) =>
  lines(
    `import java.nio.charset.StandardCharsets;`,
    `import java.security.GeneralSecurityException;`,
    salt !== null && `import java.security.MessageDigest;`,
    `import java.util.HexFormat;`,
    `import javax.crypto.Mac;`,
    `import javax.crypto.spec.SecretKeySpec;`,
    ``,
    `public final class MusterHash {`,
    `  private static final String MUSTER_SECRET = System.getenv("MUSTER_SECRET");`,
    salt !== null && `  private static final String MUSTER_SALT = ${double(salt)};`,
    ``,
    `  public static String of(String userId) throws GeneralSecurityException {`,
    salt !== null && `    // ${WHY}`,
    salt !== null && `    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");`,
    salt !== null &&
      `    String hashed = HexFormat.of().formatHex(sha256.digest(bytes(MUSTER_SALT + userId)));`,
    `    Mac mac = Mac.getInstance("HmacSHA256");`,
    `    mac.init(new SecretKeySpec(bytes(MUSTER_SECRET), "HmacSHA256"));`,
    `    return HexFormat.of().formatHex(mac.doFinal(bytes(${salt === null ? 'userId' : 'hashed'})));`,
    `  }`,
    ``,
    `  private static byte[] bytes(String text) {`,
    `    return text.getBytes(StandardCharsets.UTF_8);`,
    `  }`,
    `}`,
  );

const python = (salt: string | null) =>
  lines(
    `import hashlib`,
    `import hmac`,
    `import os`,
    ``,
    `MUSTER_SECRET = os.environ["MUSTER_SECRET"]`,
    salt !== null && `MUSTER_SALT = ${double(salt)}`,
    ``,
    ``,
    `def muster_hash(user_id: str) -> str:`,
    salt !== null && `    # ${WHY}`,
    salt !== null && `    hashed = hashlib.sha256((MUSTER_SALT + user_id).encode()).hexdigest()`,
    `    return hmac.new(MUSTER_SECRET.encode(), ${salt === null ? 'user_id' : 'hashed'}.encode(), hashlib.sha256).hexdigest()`,
  );

const php = (salt: string | null) =>
  lines(
    `<?php`,
    salt !== null && `const MUSTER_SALT = ${single(salt)};`,
    salt !== null && ``,
    `function muster_hash(string $userId): string`,
    `{`,
    salt !== null && `    // ${WHY}`,
    salt !== null && `    $hashed = hash('sha256', MUSTER_SALT . $userId);`,
    `    return hash_hmac('sha256', ${salt === null ? '$userId' : '$hashed'}, getenv('MUSTER_SECRET'));`,
    `}`,
  );

const ruby = (salt: string | null) =>
  lines(
    `require 'openssl'`,
    ``,
    `MUSTER_SECRET = ENV.fetch('MUSTER_SECRET')`,
    salt !== null && `MUSTER_SALT = ${single(salt)}`,
    ``,
    `def muster_hash(user_id)`,
    salt !== null && `  # ${WHY}`,
    salt !== null && `  hashed = OpenSSL::Digest::SHA256.hexdigest(MUSTER_SALT + user_id)`,
    `  OpenSSL::HMAC.hexdigest('SHA256', MUSTER_SECRET, ${salt === null ? 'user_id' : 'hashed'})`,
    `end`,
  );

const go = (salt: string | null) =>
  lines(
    `import (`,
    `	"crypto/hmac"`,
    `	"crypto/sha256"`,
    `	"encoding/hex"`,
    `	"os"`,
    `)`,
    ``,
    `var musterSecret = os.Getenv("MUSTER_SECRET")`,
    ``,
    salt !== null && `const musterSalt = ${double(salt)}`,
    salt !== null && ``,
    `func musterHash(userID string) string {`,
    salt !== null && `	// ${WHY}`,
    salt !== null && `	digest := sha256.Sum256([]byte(musterSalt + userID))`,
    salt !== null && `	hashed := hex.EncodeToString(digest[:])`,
    `	mac := hmac.New(sha256.New, []byte(musterSecret))`,
    `	mac.Write([]byte(${salt === null ? 'userID' : 'hashed'}))`,
    `	return hex.EncodeToString(mac.Sum(nil))`,
    `}`,
  );

/**
 * The function of the application's server that proves an identifier: hex HMAC-SHA256 of it, keyed with the secret, which
 * the server has in its environment.
 */
export const LANGUAGES: Language[] = [
  { value: 'node', label: 'Node', sample: node },
  { value: 'java', label: 'Java', sample: java },
  { value: 'python', label: 'Python', sample: python },
  { value: 'php', label: 'PHP', sample: php },
  { value: 'ruby', label: 'Ruby', sample: ruby },
  { value: 'go', label: 'Go', sample: go },
];

/** What says it in the page; the two values come from the server that makes the page. */
export const PAGE_SAMPLE = [
  QUEUE_LINE,
  `muster.push(['identify', userId, { hash: musterHash }]);`,
].join('\n');
