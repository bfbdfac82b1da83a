// `@tus/server` with its file store, as a program of its own: node reference-server.js PORT FOLDER.
// It is what our server is compared with. A token and the PUT that finishes an upload are not part of
// tus; they are added here as far as the tests need them to run against it unchanged.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';

const PATH = '/upload/tus';
const [port, directory] = process.argv.slice(2);
const store = new FileStore({ directory });
/** IDs of the uploads under each token, the newest last. */
const idsUnder = new Map();
const remember = (upload) => {
  const token = upload.metadata?.token;
  if (token) idsUnder.set(token, [...(idsUnder.get(token) ?? []), upload.id]);
};
const tus = new Server({
  path: PATH,
  datastore: store,
  onUploadCreate: async (request, upload) => {
    remember(upload);
    return {};
  },
});
for (const id of await store.configstore.list()) remember(await store.getUpload(id));

async function uploadsUnder(token) {
  const found = await Promise.allSettled((idsUnder.get(token) ?? []).map((id) => store.getUpload(id)));
  return found.filter(({ status }) => status === 'fulfilled').map(({ value }) => value).reverse();
}

async function finish(token) {
  const uploads = await uploadsUnder(token);
  if (uploads.length === 0) return refusal(404, 'UPLOAD_NOT_FOUND');
  const upload = uploads.find(({ offset, size }) => offset === size);
  if (!upload) return refusal(409, 'UPLOAD_NOT_FINISHED');
  if (upload.size === 0) return refusal(400, 'ZERO_FILE_SIZE');
  const hash = createHash('sha256');
  await pipeline(createReadStream(join(directory, upload.id)), hash);
  const url = `${origin}${PATH}/${upload.id}`;
  const file = { id: upload.id, url, sizeInBytes: String(upload.size), hash: hash.digest('hex') };
  return { status: 200, body: { file } };
}

const refusal = (status, code) => ({
  status,
  body: { details: { applicationError: { code } } },
});

const server = createServer(async (request, response) => {
  if (request.method !== 'PUT') return tus.handle(request, response);
  request.resume();
  const token = decodeURIComponent(new URL(request.url, origin).pathname.slice(PATH.length + 1));
  const { status, body } = await finish(token);
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
});
server.keepAliveTimeout = 60_000;
server.listen(Number(port), '127.0.0.1');
await once(server, 'listening');
const origin = `http://127.0.0.1:${server.address().port}`;
process.once('SIGTERM', () => process.exit(0));
console.log(`Vitrine is ready: ${origin}`);
