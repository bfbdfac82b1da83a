// `ipx` with its folder storage and nothing else, as its documentation sets it up:
// node server.js FOLDER. Tells its address when it listens.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createIPX, createIPXNodeServer, ipxFSStorage } from 'ipx';

const [dir] = process.argv.slice(2);
const ipx = createIPX({ storage: ipxFSStorage({ dir }) });
const server = createServer(createIPXNodeServer(ipx));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.once('SIGTERM', () => process.exit(0));
console.log(`ipx is ready: http://127.0.0.1:${server.address().port}`);
