import type { Redis } from 'ioredis';
import type { AppendOptions, EventEnvelope } from '../event-log.ts';
import { runScript, script } from './run-script.ts';

/**
 * Appends only what follows the stream's last position, so that any number of writers, in any order, after any loss, make
 * the same gapless stream. Then trims to the newest `maxLength`, but keeps what a group has still to read, up to ten
 * times as many. Answers the position that comes next.
 */
const APPEND = script(`
local stream, maxLength, after = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2])

local function field(reply, name)
  for i = 1, #reply, 2 do
    if reply[i] == name then return reply[i + 1] end
  end
end
local function positionOf(id) return tonumber(string.match(id, '^%d+')) end

local last = 0
if redis.call('EXISTS', stream) == 1 then
  last = positionOf(field(redis.call('XINFO', 'STREAM', stream), 'last-generated-id'))
end

local appended = false
for i = 3, #ARGV, 3 do
  local position = tonumber(ARGV[i])
  if position == last + 1 or (i == 3 and last == after and position > last) then
    redis.call('XADD', stream, ARGV[i] .. '-0', 'name', ARGV[i + 1], 'event', ARGV[i + 2])
    last, appended = position, true
  elseif position > last then
    break
  end
end

if appended and redis.call('XLEN', stream) > maxLength then
  local keep = last - maxLength + 1
  for _, group in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
    keep = math.min(keep, positionOf(field(group, 'last-delivered-id')))
  end
  keep = math.max(keep, last - 10 * maxLength + 1)
  redis.call('XTRIM', stream, 'MINID', '~', string.format('%.0f', keep))
end
return last + 1`);

/** What one script call may carry, so that none holds up the server, however much there is to append. */
const PART = { events: 200, characters: 200_000 };

/** Appends events of one tenant to its stream; see `EventLog.append`. */
export async function appendToStream(
  client: Redis,
  stream: string,
  maxLength: number,
  events: readonly EventEnvelope[],
  { after = -1 }: AppendOptions = {},
): Promise<number> {
  let next = 0;
  for (const [index, part] of partsOf(events).entries()) {
    const entries = part.flatMap(({ event, text }) => [event.position, event.name, text]);
    const args = [maxLength, index === 0 ? after : -1, ...entries];
    next = Number(await runScript(client, APPEND, [stream], args));
    if (next <= (part.at(-1)?.event.position ?? 0)) break;
  }
  return next;
}

type Entry = { readonly event: EventEnvelope; readonly text: string };

/** The events in parts that one call may carry, at least one part and one event in each. */
function partsOf(events: readonly EventEnvelope[]): readonly Entry[][] {
  let part: Entry[] = [];
  const parts = [part];
  let characters = 0;
  for (const event of events) {
    const text = JSON.stringify(event);
    characters += text.length;
    if (part.length === PART.events || (part.length > 0 && characters > PART.characters)) {
      part = [];
      parts.push(part);
      characters = text.length;
    }
    part.push({ event, text });
  }
  return parts;
}
