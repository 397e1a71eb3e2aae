// A real OpenID Connect provider for the test of single sign-on. It says its port, reads the client's
// redirect URI from standard input, and then says that it is ready.
import http from 'node:http';
import readline from 'node:readline';
import Provider from 'oidc-provider';

const people = {
  ann: { email: 'ann@example.com', email_verified: true, name: 'Ann Lee' },
  dora: { email: 'Dora@corp.example', email_verified: true, name: 'Dora' },
  eve: { email: 'eve@corp.example', email_verified: false, name: 'Eve' },
  sam: { email: 'sam@elsewhere.example', email_verified: true, name: 'Sam' },
  twin: { email: 'ann@example.com', email_verified: true, name: 'Not Ann' },
};

const server = http.createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  console.log(`port ${server.address().port}`);
  readline.createInterface({ input: process.stdin }).once('line', (redirectUri) => {
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: 'muster',
          client_secret: 'a-secret-of-the-test',
          redirect_uris: [redirectUri],
          response_types: ['code'],
          grant_types: ['authorization_code'],
        },
      ],
      pkce: { methods: ['S256'], required: () => true },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id, ...people[id] }) }),
      cookies: { keys: ['a key of the test'] },
    });
    server.on('request', provider.callback());
    console.log('ready');
  });
});
process.stdin.on('end', () => process.exit(0));
