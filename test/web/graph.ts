/** Asks the graph without a browser, as a person of a tenant; for preparing what a journey looks at. */
export type Ask = (query: string, variables?: object) => Promise<Record<string, unknown>>;

const LOGIN = `mutation Login($input: LoginInput!) {
  login(input: $input) { ... on Session { accessToken } }
}`;

/** Signs `person` in at the GraphQL endpoint `url`; the answer asks as them. Throws when the graph answers errors. */
export async function askAs(url: string, person: string, tenant = 'demo'): Promise<Ask> {
  const ask = async (query: string, variables: object = {}, headers: object = {}) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: object; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
    return data as Record<string, unknown>;
  };
  const input = { tenant, email: `${person}@${tenant}.test`, password: 'gestas-demo' };
  const { login } = (await ask(LOGIN, { input })) as { login: { accessToken: string } };
  const authorization = `Bearer ${login.accessToken}`;
  return (query, variables) => ask(query, variables, { authorization });
}
