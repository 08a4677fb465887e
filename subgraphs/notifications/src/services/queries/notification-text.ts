import type { QueryContext } from '../../context.ts';
import { LANGUAGES } from '../../models/language.ts';
import type { NotificationRecord } from '../../models/notification-record.ts';
import { RULES, type ToldEvent } from '../../models/rules.ts';
import { TEXTS, type Text } from '../../models/texts.ts';
import { pickLanguage } from '../../utils/pick-language.ts';

/**
 * A notification as the language asked for tells it. An event of a newer version, whose texts are not known here, is told
 * by its name.
 */
export function notificationText(
  ctx: Pick<QueryContext, 'language'>,
  { event, facts }: Pick<NotificationRecord, 'event' | 'facts'>,
  wish: string | null | undefined,
): Text {
  const language = pickLanguage(wish, LANGUAGES, ctx.language);
  if (!isTold(event)) return { title: event, body: facts.subject ?? '' };
  return TEXTS[language][event](facts);
}

function isTold(event: string): event is ToldEvent {
  return Object.hasOwn(RULES, event);
}
