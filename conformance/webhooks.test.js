// Events as the unmodified official client receives them: a real endpoint, which fails for a while,
// and a server that is killed meanwhile.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import { AppStrategy, createClient } from '@wix/sdk';
import { files } from '@wix/media';
import { put } from './harness/api.js';
import * as samples from './harness/samples.js';
import { startServer } from './harness/server.js';

const PATIENCE_MS = 30_000;
// The first repetition comes a minute after the failure.
const REPETITION_MS = 120_000;
const FILE = 'wix.media.site_media.v1.file_descriptor';
const ALL = ['file_ready', 'file_failed', 'updated', 'deleted'].map((slug) => `${FILE}_${slug}`);

const server = await startServer(['--import-allow', '127.0.0.1/32']);
after(() => server.stop());
let sites = 0;

/** Waits until the condition gives something. */
async function until(condition, what, patience = PATIENCE_MS) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await condition();
    if (found) return found;
    assert.ok(Date.now() < end, `${what} did not happen`);
    await new Promise((polled) => setTimeout(polled, 50));
  }
}

describe('webhooks', () => {
  let key;
  let app;
  let client;
  let endpoint;
  /** What handlers of the client were given, in order. */
  let handled;
  /** What the client read of each delivery, answered or not. */
  let received;
  /** What the client refused. */
  let refused;
  /** Answers a delivery that the client has accepted. */
  let answer;

  async function call(method, path, body) {
    const response = await fetch(`${server.origin}/site-media/v1${path}`, {
      method,
      headers: { Authorization: key, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const json = await response.json();
    assert.equal(response.status, 200, JSON.stringify(json));
    return json;
  }

  const subscribe = async (eventTypes) => {
    const url = `http://127.0.0.1:${endpoint.address().port}/hook`;
    return (await call('POST', '/webhooks', { url, eventTypes })).subscription;
  };

  async function upload(name) {
    const { uploadUrl } = await call('POST', '/files/generate-upload-url', {
      mimeType: 'image/png',
      fileName: name,
      externalInfo: { origin: 'formBuilder', externalIds: ['row-1'] },
    });
    return put(uploadUrl, samples.png(), 'image/png');
  }

  const rename = (id, displayName) =>
    call('PATCH', '/files/update-file-descriptor', { file: { id, displayName } });

  function connect(publicKey) {
    const connected = createClient({
      auth: AppStrategy({ appId: app, publicKey }),
      modules: { files },
    });
    connected.files.onFileDescriptorFileReady((event) => handled.push(['ready', event]));
    connected.files.onFileDescriptorFileFailed((event) => handled.push(['failed', event]));
    return connected;
  }

  beforeEach(async () => {
    ({ key, id: app } = await server.createKey(`webhooks-${sites++}`));
    const { keys } = await call('GET', '/webhooks/signing-keys');
    handled = [];
    received = [];
    refused = [];
    answer = (response) => response.writeHead(200).end();
    client = connect(keys[0].publicKey);
    endpoint = createServer(async (request, response) => {
      try {
        let body = '';
        for await (const piece of request) body += piece;
        const expectedEvents = ALL.map((type) => ({ type }));
        const { eventType, payload, instanceId } = await client.webhooks.process(body, { expectedEvents });
        received.push({
          eventType,
          instanceId,
          id: payload.id,
          entityId: payload.entityId,
          sequence: Number(payload.entityEventSequence),
          attempt: Number(request.headers['x-webhook-attempt']),
        });
        answer(response);
      } catch (failure) {
        refused.push(failure);
        response.writeHead(400).end();
      }
    });
    await new Promise((listening) => endpoint.listen(0, '127.0.0.1', listening));
  });

  afterEach(async () => {
    endpoint.closeAllConnections();
    await new Promise((closed) => endpoint.close(closed));
    assert.deepEqual(refused, []);
  });

  test('a ready file reaches its handler as the client knows files', async () => {
    await subscribe([`${FILE}_file_ready`]);
    const file = await upload('a picture.png');

    const [[kind, event]] = await until(() => handled.length && handled, 'the event');

    assert.equal(kind, 'ready');
    assert.equal(event.data.file._id, file.id);
    assert.ok(event.data.file._createdDate instanceof Date);
    assert.match(event.data.file.media.image.image, /^wix:image:\/\/v1\/.*#originWidth=/);
    assert.equal(event.data.file.displayName, 'a picture.png');
    assert.deepEqual(event.data.externalInfo, { origin: 'formBuilder', externalIds: ['row-1'] });
    assert.equal(event.data.triggeredByUndelete, false);
    assert.equal(event.metadata.entityId, file.id);
    assert.ok(event.metadata.eventTime instanceof Date);
    assert.equal(event.metadata.accountInfo.siteId, received[0].instanceId);
    assert.equal(event.metadata.identity.appId, app);
    assert.match(event.metadata._id ?? event.metadata.id, /^[0-9a-f-]{36}$/);
  });

  test('a failed import reaches its handler with the reason', async () => {
    await subscribe([`${FILE}_file_failed`]);
    const gone = createServer((_, response) => response.writeHead(404).end());
    await new Promise((listening) => gone.listen(0, '127.0.0.1', listening));
    try {
      const url = `http://127.0.0.1:${gone.address().port}/gone.png`;
      const { file } = await call('POST', '/files/import', { url });

      const [[kind, event]] = await until(() => handled.length && handled, 'the event');

      assert.equal(kind, 'failed');
      assert.equal(event.metadata.entityId, file.id);
      assert.equal(event.data.error.code, 'SOURCE_HTTP_ERROR');
      assert.deepEqual(event.data.externalInfo, {});
    } finally {
      gone.close();
    }
  });

  test('the one-line form of the key works, and another key does not', async () => {
    const { keys } = await call('GET', '/webhooks/signing-keys');
    client = connect(keys[0].publicKeyBase64);
    await subscribe([`${FILE}_file_ready`]);
    await upload('a.png');
    await until(() => received.length, 'the delivery');

    const { publicKey } = await crypto.subtle.generateKey(
      { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
      true,
      ['sign', 'verify'],
    );
    const der = Buffer.from(await crypto.subtle.exportKey('spki', publicKey)).toString('base64');
    client = connect(`-----BEGIN PUBLIC KEY-----\n${der.match(/.{1,64}/g).join('\n')}\n-----END PUBLIC KEY-----`);
    await upload('b.png');
    await until(() => refused.length, 'the refusal');
    refused = [];
  });

  test('what failed, hung and outlived a killed server comes with the same id, in order', async () => {
    const subscription = await subscribe(ALL);
    answer = (response) => response.writeHead(500).end();
    const one = await upload('one.png');
    await rename(one.id, 'one more.png');
    await until(() => received.length === 2, 'the first two attempts');
    answer = () => {}; // hangs
    const two = await upload('two.png');
    await rename(two.id, 'two more.png');
    await until(() => received.length === 4, 'the attempts that hang');
    const first = received.splice(0);
    await until(async () => {
      const { deliveries } = await call('GET', `/webhooks/${subscription.id}/deliveries?state=WAITING`);
      return deliveries.filter(({ lastError }) => lastError).length === 4;
    }, 'the end of the attempts');

    await server.kill();
    answer = (response) => response.writeHead(200).end();
    await server.start();
    await until(() => new Set(received.map(({ id }) => id)).size === 4, 'the repetitions', REPETITION_MS);

    assert.deepEqual(received.map(({ id }) => id).sort(), first.map(({ id }) => id).sort());
    assert.ok(received.every(({ attempt }) => attempt > 1));
    for (const { id } of [one, two]) {
      const own = received.filter(({ entityId }) => entityId === id);
      assert.deepEqual(own.map(({ eventType }) => eventType), [`${FILE}_file_ready`, `${FILE}_updated`]);
      assert.ok(own[0].sequence < own[1].sequence);
    }
    await until(async () => {
      const { deliveries } = await call('GET', `/webhooks/${subscription.id}/deliveries?state=DELIVERED`);
      return deliveries.length === 4;
    }, 'the list of deliveries');
  });
});
