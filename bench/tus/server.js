// `@tus/server` with its file store and nothing else, as its documentation sets it up:
// node server.js FOLDER. Tells its address when it listens.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';

const PATH = '/files';
const [directory] = process.argv.slice(2);
const tus = new Server({ path: PATH, datastore: new FileStore({ directory }) });
const server = createServer((request, response) => tus.handle(request, response));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.once('SIGTERM', () => process.exit(0));
console.log(`@tus/server is ready: http://127.0.0.1:${server.address().port}${PATH}`);
