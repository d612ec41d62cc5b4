// A real authorization server (npm oidc-provider), for tests: node oidc_provider.mjs PORT, in the folder where it is installed
// Anybody may log in, programs register themselves, and tokens say that everybody is of the team "films".
import { createRequire } from 'node:module';
import { generateKeyPairSync } from 'node:crypto';

const { Provider } = createRequire(`${process.cwd()}/`)('oidc-provider');
const port = process.argv[2];
const issuer = `http://127.0.0.1:${port}`;
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const SCOPES = 'video:read video:make budget:read';

const provider = new Provider(issuer, {
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'test', alg: 'RS256', use: 'sig' }] },
  cookies: { keys: ['a test keeps no secrets'] },
  scopes: ['openid', 'offline_access', ...SCOPES.split(' ')],
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  extraTokenClaims: () => ({ team: 'films' }),
  issueRefreshToken: () => true,
  pkce: { required: () => true },
  features: {
    registration: { enabled: true },
    resourceIndicators: {
      enabled: true,
      useGrantedResource: () => true,
      getResourceServerInfo: (_context, wanted) => ({
        scope: SCOPES,
        audience: wanted,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
