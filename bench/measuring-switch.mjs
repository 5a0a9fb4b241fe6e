import channels from 'node:diagnostics_channel';
import { syncBuiltinESMExports } from 'node:module';

// Loaded before the product (node --import): with each SIGUSR2 its requests go unmeasured or are measured again, so that
// one process, as warm as it is, can be asked both ways.
const subscribe = channels.subscribe;
const measuring = [];
let on = true;

channels.subscribe = (name, onMessage) => {
  if (name.startsWith('http.server.')) measuring.push([name, onMessage]);
  subscribe(name, onMessage);
};
syncBuiltinESMExports();

process.on('SIGUSR2', () => {
  on = !on;
  for (const [name, onMessage] of measuring) {
    if (on) subscribe(name, onMessage);
    else channels.unsubscribe(name, onMessage);
  }
});
