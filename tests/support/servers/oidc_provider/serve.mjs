// node serve.mjs PORT CLIENT CALLBACK: a provider with one public client; whoever signs in is an author of hq.
import Provider from "oidc-provider";

const [port, client, callback] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const claims = { name: "Kim", orin_role: "author", orin_sites: ["hq"] };
const provider = new Provider(issuer, {
  clients: [{ client_id: client, redirect_uris: [callback], token_endpoint_auth_method: "none" }],
  claims: { openid: ["sub"], profile: Object.keys(claims) },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...claims }) }),
});
provider.listen(Number(port), "127.0.0.1");
