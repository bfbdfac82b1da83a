// Imports through the official client, from a source on this machine.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { connectToNewSite, ways } from './harness/clients.js';
import * as samples from './harness/samples.js';
import { startServer } from './harness/server.js';

const PATIENCE_MS = 30_000;

const server = await startServer(['--import-allow', '127.0.0.1/32']);
after(() => server.stop());

// Each sample has bytes of its own.
const drawing = samples.png();
const source = createServer((request, response) => {
  if (request.url.startsWith('/drawing.png')) {
    response.writeHead(200, { 'Content-Type': 'image/png' }).end(drawing);
  } else {
    response.writeHead(404).end();
  }
});
await new Promise((listening) => source.listen(0, '127.0.0.1', listening));
after(() => source.close());
const sourceUrl = (path) => `http://127.0.0.1:${source.address().port}${path}`;

for (const [i, way] of ways.entries()) {
  describe(way.name, () => {
    let client;
    before(async () => {
      client = await connectToNewSite(way, server, `importing-${i}`);
    });

    /** Polls, as users do, until the file is ready or failed. */
    async function ended(id) {
      const end = Date.now() + PATIENCE_MS;
      for (;;) {
        const file = await client.files.getFileDescriptor(id);
        if (file.operationStatus !== 'PENDING') return file;
        assert.ok(Date.now() < end, 'the import does not end');
        await new Promise((polled) => setTimeout(polled, 100));
      }
    }

    test('imports a file and makes it ready', async () => {
      const { file } = await client.files.importFile(sourceUrl('/drawing.png'), {
        displayName: 'mine',
        mediaType: 'IMAGE',
        urlHeaders: { 'X-Key': 'v' },
      });
      assert.equal(file.operationStatus, 'PENDING');
      const ready = await ended(file._id);
      assert.equal(ready.operationStatus, 'READY');
      assert.equal(ready.displayName, 'mine.png');
      assert.equal(ready.url, file.url);
      const bytes = Buffer.from(await (await fetch(ready.url)).arrayBuffer());
      assert.deepEqual(bytes, drawing);
    });

    test('tells of each of several by itself, and fails what is not there', async () => {
      const { results, bulkActionMetadata } = await client.files.bulkImportFile([
        { url: sourceUrl('/missing.png') },
        { url: 'http://10.0.0.1/a.png' },
      ]);
      assert.deepEqual(results.map((one) => one.itemMetadata.success), [true, false]);
      assert.equal(results[1].itemMetadata.error.code, 'INVALID_ARGUMENT');
      assert.equal(bulkActionMetadata.totalFailures, 1);
      assert.equal((await ended(results[0].itemMetadata._id)).operationStatus, 'FAILED');
    });

    test('is told at once what can never be fetched', async () => {
      const error = await client.files
        .importFile('file:///etc/passwd')
        .then(() => assert.fail('was not refused'), (refused) => refused);
      const [violation] = error.details.validationError.fieldViolations;
      assert.equal(violation.field, 'url');
      assert.equal(violation.violatedRule, 'FORMAT');
    });
  });
}
