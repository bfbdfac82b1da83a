// The official client against `--tls self-signed` with nothing but the host name: no fetch of ours.
// It runs in a process of its own, since Node reads the certificates that it trusts at its start.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect as connectHttp2 } from 'node:http2';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startServer } from './harness/server.js';

const VISIT = fileURLToPath(new URL('harness/tls-visit.js', import.meta.url));

const server = await startServer(['--tls', 'self-signed']);
const { hostname, port, protocol } = new URL(server.origin);
let folder;
let certificate;
after(() => server.stop());
after(() => rm(folder, { recursive: true, force: true }));

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrine-conformance-tls-'));
  // Nobody stands between us and our own child, so what it shows is its certificate.
  const socket = connectTls({ host: hostname, port, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  certificate = socket.getPeerX509Certificate().toString();
  socket.destroy();
  await writeFile(join(folder, 'server.pem'), certificate);
});

const visit = (host, key, site) =>
  promisify(execFile)(process.execPath, [VISIT, host, key, site], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, 'server.pem') },
  });

test('the ready line tells an https origin', () => assert.equal(protocol, 'https:'));

for (const name of ['localhost', '127.0.0.1']) {
  test(`the client uploads and downloads by ${name}`, async () => {
    const { key, site } = await server.createKey('tls-site');
    const { stdout } = await visit(`${name}:${port}`, key, site);
    const { url, downloadUrl, sent, publicly, signed, error } = JSON.parse(stdout);
    assert.ok(url.startsWith(`https://${name}:${port}/media/`), url);
    assert.ok(downloadUrl.startsWith(`https://${name}:${port}/download/media/`), downloadUrl);
    assert.equal(publicly, sent);
    assert.equal(signed, sent);
    assert.deepEqual(error, { status: 404, code: 'RESOURCE_NOT_FOUND' });
  });
}

test('speaks HTTP/2', async () => {
  const session = connectHttp2(`https://localhost:${port}`, { ca: certificate });
  try {
    const stream = session.request({ ':path': '/health' });
    const [headers] = await once(stream, 'response');
    assert.equal(headers[':status'], 200);
    stream.resume();
    await once(stream, 'end');
  } finally {
    session.close();
  }
});
