/**
 * What Redis does as one step. Every key begins with the prefix; `epoch` names the life of the sequence, so
 * that a flushed Redis is recognised; `changes` is the sequence's recent history.
 */

/** A heartbeat older than this counts as a dead instance, milliseconds. */
export const aliveFor = 2_000;
const historyLength = 10_000;

const epoch = `
local function epoch(prefix, fresh)
  redis.call('SET', prefix .. 'epoch', fresh, 'NX')
  return redis.call('GET', prefix .. 'epoch')
end`;

/** ARGV: prefix, fresh epoch, tags, from → epoch, seq */
export const publishScript = `${epoch}
local prefix, tags, from = ARGV[1], ARGV[3], ARGV[4]
local life = epoch(prefix, ARGV[2])
local seq = redis.call('INCR', prefix .. 'seq')
redis.call('XADD', prefix .. 'changes', 'MAXLEN', '~', ${historyLength}, seq .. '-0', 'tags', tags)
redis.call('PUBLISH', prefix .. 'channel', cjson.encode({epoch = life, seq = seq, tags = tags, from = from}))
return {life, seq}`;

/** ARGV: prefix, fresh epoch → epoch, seq, history */
export const syncScript = `${epoch}
local prefix = ARGV[1]
local life = epoch(prefix, ARGV[2])
return {life, tonumber(redis.call('GET', prefix .. 'seq') or '0'), redis.call('XRANGE', prefix .. 'changes', '-', '+')}`;

const moment = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)`;

/** ARGV: prefix, instance, epoch, applied → epoch, seq, live instances. An empty epoch takes the instance off. */
export const reportScript = `${moment}
local prefix, instance, life, applied = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local current = redis.call('GET', prefix .. 'epoch') or ''
for _, dead in ipairs(redis.call('ZRANGEBYSCORE', prefix .. 'seen', '-inf', now - ${aliveFor})) do
  redis.call('ZREM', prefix .. 'seen', dead)
  redis.call('HDEL', prefix .. 'applied', dead)
end
if life == '' then
  redis.call('ZREM', prefix .. 'seen', instance)
  redis.call('HDEL', prefix .. 'applied', instance)
elseif life == current then
  redis.call('ZADD', prefix .. 'seen', now, instance)
  redis.call('HSET', prefix .. 'applied', instance, applied)
end
return {current, tonumber(redis.call('GET', prefix .. 'seq') or '0'), redis.call('ZCARD', prefix .. 'seen')}`;

/** ARGV: prefix → what every live instance has applied, at least; -1 where none lives */
export const appliedByAllScript = `${moment}
local prefix, least = ARGV[1], -1
for _, instance in ipairs(redis.call('ZRANGEBYSCORE', prefix .. 'seen', now - ${aliveFor}, '+inf')) do
  local applied = tonumber(redis.call('HGET', prefix .. 'applied', instance) or '0')
  if least == -1 or applied < least then least = applied end
end
return least`;

/** KEYS: entry, index. ARGV: entry, milliseconds to live, limit, now */
export const keepScript = `
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('ZADD', KEYS[2], ARGV[4], KEYS[1])
redis.call('PEXPIRE', KEYS[2], 172800000)
local over = redis.call('ZCARD', KEYS[2]) - tonumber(ARGV[3])
if over > 0 then
  for n, value in ipairs(redis.call('ZPOPMIN', KEYS[2], over)) do
    if n % 2 == 1 then redis.call('DEL', value) end
  end
end
return 1`;
