import { Tab } from './client.ts';

const CREATE_USER = `mutation ($input: CreateUserInput!) {
  createUser(input: $input) { invitationUrl user { id } }
}`;
const CREATE_ROLE = `mutation ($input: CreateRoleInput!) { createRole(input: $input) { role { id } } }`;
const ACCEPT = `mutation ($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) {
    ... on Session { id accessToken permissions viewer { id name status role { name } } }
  }
}`;

/** Somebody with a role of their own, signed in by the link they were sent. */
export type Guest = {
  readonly tab: Tab;
  readonly userId: string;
  readonly roleId: string;
  readonly email: string;
  readonly password: string;
  readonly token: string;
};

let count = 0;

/** The administrator makes a role and a user, who redeems the link at once. */
export async function invite(admin: Tab, url: string, permissions: string[]): Promise<Guest> {
  count += 1;
  const [name, email] = [`Guest ${count}`, `guest-${count}@demo.test`];
  const role = await admin.ask(CREATE_ROLE, { input: { name, permissions } });
  const roleId: string = role.data.createRole.role.id;
  const made = await admin.ask(CREATE_USER, { input: { email, name, roleIds: [roleId] } });
  const { invitationUrl, user } = made.data.createUser;
  const token = new URL(invitationUrl).hash.slice(1);
  const tab = new Tab(url);
  const password = `the password of ${name}`;
  const accepted = await accept(tab, token, password);
  if (accepted.errors) throw new Error(JSON.stringify(accepted.errors));
  return { tab, userId: user.id, roleId, email, password, token };
}

/** Redeems a link in a tab, which then holds the session. */
export async function accept(tab: Tab, token: string, password: string) {
  const answer = await tab.ask(ACCEPT, { input: { token, password } });
  const session = answer.data?.acceptInvitation;
  if (session) {
    tab.token = session.accessToken;
    tab.session = session.id;
  }
  return answer;
}
