// Keeps golden/ honest: the official client, as installed, still sends exactly what is recorded
// there. Needs no server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiKeyStrategy, createClient } from '@wix/sdk';
import { files, folders } from '@wix/media';
import { calls } from './harness/calls.js';
import { methods, recorded } from './harness/golden.js';

const hosts = [
  { name: 'on the official host', host: undefined, path: 'pathOnOfficialHost' },
  { name: 'on a host of one’s own', host: { apiBaseUrl: 'media.test:8443' }, path: 'pathOnOtherHost' },
];

// Enough of an answer for each method of the client to be content with it.
const ANSWER = JSON.stringify({
  pagingMetadata: { cursors: { next: 'NEXT' }, hasNext: true },
  files: [],
  folders: [],
});

function recordingClient(host) {
  const sent = [];
  const client = createClient({
    modules: { files, folders },
    auth: ApiKeyStrategy({ apiKey: recorded.key, siteId: recorded.site }),
    host,
    fetch: async (url, init) => {
      sent.push({ url, ...init });
      return new Response(ANSWER, { headers: { 'content-type': 'application/json' } });
    },
  });
  return { client, sent };
}

// Cut by hand: URL would rewrite what the client leaves unescaped.
function pathAndQuery(url) {
  const rest = url.replace(/^https:\/\/[^/]+/, '');
  const mark = rest.indexOf('?');
  return mark < 0 ? [rest, ''] : [rest.slice(0, mark), rest.slice(mark + 1)];
}

for (const { name, captures } of methods) {
  for (const { host, name: where, path } of hosts) {
    for (const capture of captures) {
      test(`${name} sends what is recorded ${where}: ${capture.case}`, async () => {
        const call = calls[name]?.[capture.case];
        assert.ok(call, 'harness/calls.js has no call for this recording');
        const { client, sent } = recordingClient(host);
        await call(client);
        assert.equal(sent.length, capture.requests.length, 'number of requests');
        capture.requests.forEach((expected, i) => {
          const [sentPath, sentQuery] = pathAndQuery(sent[i].url);
          assert.equal(sent[i].method, expected.method);
          assert.equal(encodeURI(decodeURI(sentPath)), expected[path]);
          assert.equal(sentQuery, expected.rawQuery);
          assert.deepEqual(sent[i].headers, expected.headers);
          assert.equal(sent[i].body ?? null, expected.rawBody);
        });
      });
    }
  }
}

test('every call of harness/calls.js has its recording', () => {
  const inCalls = Object.entries(calls).flatMap(([name, cases]) =>
    Object.keys(cases).map((oneCase) => `${name}: ${oneCase}`),
  );
  const inRecordings = methods.flatMap(({ name, captures }) =>
    captures.map((capture) => `${name}: ${capture.case}`),
  );
  assert.deepEqual(inCalls.sort(), inRecordings.sort());
});
