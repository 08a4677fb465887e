import { script } from './run-script.ts';

/** KEYS of every script here: stream, lease, retry, dead, requeued. */
const SHARED = `
local stream, lease, retry, dead, requeued = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local group, member = ARGV[1], ARGV[2]

local function holder()
  return redis.call('GET', lease)
end
local function heldByAnother()
  local who = holder()
  return who and who ~= member
end
local function release()
  if holder() == member then redis.call('DEL', lease) end
end
local function forget(id, letter)
  if id == '' and letter == '' then return 0 end
  if letter ~= '' then
    redis.call('HDEL', retry, 'letterAttempts')
    return redis.call('LREM', requeued, 1, letter)
  end
  redis.call('HDEL', retry, 'nextAt', 'reason')
  return redis.call('XACK', stream, group, id)
end
local function milliseconds()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end
`;

/**
 * ARGV: group, member, claimAfterMs, position known to be handled, JSON of the wanted names, handled id, handled letter.
 * Acknowledges, takes the lease, and answers `{ 'delivery', id, event, attempt, missed }`, `{ 'letter', event, attempt }`,
 * `{ 'later', ms }` or `{ 'idle' }`. A member has one event at a time, so that at most one is pending.
 */
export const NEXT = script(`${SHARED}
local claimAfterMs, known = ARGV[3], ARGV[4]
forget(ARGV[6], ARGV[7])
if heldByAnother() then return { 'later', redis.call('PTTL', lease) } end
redis.call('SET', lease, member, 'PX', claimAfterMs)

local letter = redis.call('LINDEX', requeued, 0)
if letter then return { 'letter', letter, redis.call('HINCRBY', retry, 'letterAttempts', 1) } end

local waitMs = tonumber(redis.call('HGET', retry, 'nextAt') or '0') - milliseconds()
if waitMs > 0 then
  release()
  return { 'later', waitMs }
end

if redis.call('EXISTS', stream) == 0 then
  release()
  return { 'idle' }
end
local created = redis.pcall('XGROUP', 'CREATE', stream, group, known .. '-0')
if created.err and not string.find(created.err, 'BUSYGROUP') then return created end

local claimed = redis.call('XAUTOCLAIM', stream, group, member, 0, '0-0', 'COUNT', 1)[2][1]
if claimed then
  local pending = redis.call('XPENDING', stream, group, claimed[1], claimed[1], 1)[1]
  return { 'delivery', claimed[1], claimed[2][4], pending[4], 0 }
end

local choice, wanted, unwanted = cjson.decode(ARGV[5]), {}, {}
for _, name in ipairs(choice.names) do wanted[name] = true end
for _, name in ipairs(choice.except) do unwanted[name] = true end
local function isWanted(name)
  return not unwanted[name] and (wanted[name] or wanted['*'])
end
local function lastDelivered()
  for _, info in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
    local found = {}
    for i = 1, #info, 2 do found[info[i]] = info[i + 1] end
    if found['name'] == group then return tonumber(string.match(found['last-delivered-id'], '^%d+')) end
  end
end
local before, missed = lastDelivered(), 0
for _ = 1, 1000 do
  local read = redis.call('XREADGROUP', 'GROUP', group, member, 'COUNT', 1, 'STREAMS', stream, '>')
  if not read then
    release()
    return { 'idle' }
  end
  local id, fields = read[1][2][1][1], read[1][2][1][2]
  local position = tonumber(string.match(id, '^%d+'))
  if before > 0 then missed = missed + position - before - 1 end
  before = position
  if isWanted(fields[2]) then return { 'delivery', id, fields[4], 1, missed } end
  redis.call('XACK', stream, group, id)
end
return { 'later', 0 }`);

/** ARGV: group, member, delay in ms, reason. Ends the lease; the pending event is the tenant's next after the delay. */
export const RETRY_LATER = script(`${SHARED}
if heldByAnother() then return 0 end
redis.call('HSET', retry, 'nextAt', milliseconds() + tonumber(ARGV[3]), 'reason', ARGV[4])
release()
return 1`);

/** ARGV: group, member, id, letter, event, attempts, reason. Answers 0 when another member has dealt with it. */
export const BURY = script(`${SHARED}
if heldByAnother() or forget(ARGV[3], ARGV[4]) == 0 then return 0 end
redis.call('XADD', dead, '*', 'event', ARGV[5], 'attempts', ARGV[6], 'reason', ARGV[7])
return 1`);

/** ARGV: group, member, handled id, handled letter. */
export const RELEASE = script(`${SHARED}
forget(ARGV[3], ARGV[4])
release()
return 1`);

/** ARGV: group, member, dead-letter id, event. Answers 0 when somebody has given it back already. */
export const REQUEUE = script(`${SHARED}
if redis.call('XDEL', dead, ARGV[3]) == 0 then return 0 end
redis.call('RPUSH', requeued, ARGV[4])
return 1`);
