import channels from 'node:diagnostics_channel';
import { syncBuiltinESMExports } from 'node:module';

// Loaded before the product (node --import): with each SIGUSR2 its requests go unmeasured or are measured again, so that
// one process, as warm as it is, can be asked both ways. Others hear of requests too, to clean their headers and to answer
// them first: what measures is who hears of an end, and of the beginning just before. Who observes statements, the cache and
// operations is set aside as well, since a connection that stays open keeps what was entered with its last measured request.
const subscribe = channels.subscribe;
const begins = 'http.server.request.start';
const ends = 'http.server.response.finish';
const observers = ['syllabaseStatementObserver', 'syllabaseCacheObserver', 'syllabaseOperationObserver'];
const measuring = [];
const aside = new Map();
let hearing;
let on = true;

channels.subscribe = (name, onMessage) => {
  if (name === begins) hearing = onMessage;
  if (name === ends) measuring.push([begins, hearing], [ends, onMessage]);
  subscribe(name, onMessage);
};
syncBuiltinESMExports();

process.on('SIGUSR2', () => {
  on = !on;
  for (const [name, onMessage] of measuring) {
    if (on) subscribe(name, onMessage);
    else channels.unsubscribe(name, onMessage);
  }
  for (const name of observers) {
    if (!on) aside.set(name, globalThis[name]);
    globalThis[name] = on ? aside.get(name) : undefined;
  }
});
