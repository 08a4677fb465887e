import { NO_ID, type PluginServices } from '@gestas/sdk';
import manifest from '../manifest.json' with { type: 'json' };
import { context, type MailingContext, type MailScoping, mailBell } from './context.ts';
import { env } from './env.ts';
import { tell } from './listeners/tell.ts';
import { RULES } from './models/rules.ts';
import { resolvers } from './resolvers/index.ts';
import { sendDueMails } from './services/commands/send-due-mails.ts';
import { notificationText } from './services/queries/notification-text.ts';
import { createSendMail, type MailSender } from './utils/create-send-mail.ts';
import { runMailRounds } from './utils/run-mail-rounds.ts';

/** Sends mails, of every tenant, until it is stopped. */
export function sendMails(
  { forTenant, logger }: PluginServices & MailingContext,
  sender: MailSender,
) {
  const { language, webOrigin } = env;
  const rounds = runMailRounds(mailBell, {
    tenants: () => forTenant(NO_ID).mails.activeTenants(),
    deliver: (tenantId, signal) =>
      sendDueMails({
        ...{ tenantId, signal, language, webOrigin, send: sender.send },
        mails: forTenant(tenantId).mails,
        textOf: (mail) => notificationText({ language }, mail, null),
        now: () => new Date(),
        random: Math.random,
      }),
    onError: (error) => logger.warn({ err: error }, 'mails not sent, trying again'),
  });
  return {
    async stop() {
      await rounds.stop();
      sender.close();
    },
  };
}

/** What sends mails, from what runs beside the plugin's requests. */
export function toMailing(services: PluginServices, background: MailScoping) {
  const actor = { action: 'sendMails', userId: null };
  return { ...services, forTenant: (tenantId: string) => background(tenantId, actor) };
}

/** The plugin as a value: `index.ts` starts it, tests run it alone. */
export const definition = {
  manifest,
  schema: new URL('../schema.graphql', import.meta.url),
  resolvers,
  context,
  listeners: Object.fromEntries(Object.entries(RULES).map(([event, rule]) => [event, tell(rule)])),
  whileRunning: async (services: PluginServices, background: MailScoping) =>
    env.mailTo
      ? sendMails(toMailing(services, background), createSendMail(env.mailTo, env.from))
      : { stop: async () => undefined },
};
