// Replays every recorded request of the official client (golden/) by plain HTTP, under each prefix,
// and checks the answer. recordings.test.js keeps the recordings true to the client.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { Api } from './harness/api.js';
import { expectations } from './harness/expectations.js';
import { methods, prefixes, recorded, routeOf } from './harness/golden.js';
import * as shapes from './harness/shapes.js';
import { startServer } from './harness/server.js';
import { hasCursor, withCursor, World } from './harness/world.js';

const server = await startServer();
after(() => server.stop());
const { key } = await server.createKey(recorded.site);

/** The recorded request, with the key and the IDs of this server. */
async function realRequest(request, prefix, world) {
  const query = request.rawQuery ? `?${request.rawQuery}` : '';
  return {
    method: request.method,
    path: await world.withRealIds(prefix + routeOf(request) + query),
    headers: { ...request.headers, Authorization: key },
    body: request.rawBody === null ? undefined : await world.withRealIds(request.rawBody),
  };
}

function assertEveryAnswerHas({ headers }) {
  assert.match(headers.get('x-wix-request-id') ?? '', /^[\w.-]{1,64}$/, 'request ID');
  assert.equal(headers.get('cache-control'), 'no-store');
}

function assertRefused({ status, body }, refused) {
  shapes.error(body);
  assert.equal(status, refused.status, JSON.stringify(body));
  if (refused.code) {
    assert.equal(body.details.applicationError?.code, refused.code, JSON.stringify(body));
  } else {
    const violations = body.details.validationError?.fieldViolations ?? [];
    const fields = violations.map((violation) => violation.field);
    assert.deepEqual(fields, [refused.field], JSON.stringify(body));
  }
}

/** A cursor that continues the listing of the request after its first item. */
async function cursorFor(request, api) {
  const firstPage = { ...request };
  const [route, query] = request.path.split('?');
  if (request.method === 'GET') {
    const parameters = new URLSearchParams(query);
    parameters.delete('paging.cursor');
    parameters.set('paging.limit', '1');
    firstPage.path = `${route}?${parameters}`;
  } else {
    const body = JSON.parse(request.body);
    const holder = body.query ?? body;
    holder[body.query ? 'cursorPaging' : 'paging'] = { limit: 1 };
    firstPage.body = JSON.stringify(body);
  }
  const { status, body } = await api.send(firstPage.method, firstPage.path, firstPage);
  assert.equal(status, 200, JSON.stringify(body));
  const { next } = (body.nextCursor ?? body.pagingMetadata).cursors;
  assert.ok(next, 'there is a second page');
  return next;
}

async function replay(name, capture, prefix) {
  const api = new Api(server, key, prefix);
  const world = new World(api);
  const expected = { ...expectations[name], ...expectations[name]?.cases?.[capture.case] };
  const prepared = await expected.prepare?.(world);
  let previous;
  for (const recordedRequest of capture.requests) {
    const request = await realRequest(recordedRequest, prefix, world);
    const isNextPage = hasCursor(request.path + request.body);
    if (isNextPage) {
      const asRecorded = await api.send(request.method, request.path, request);
      assertRefused(asRecorded, { status: 400, field: cursorField(request) });
      const next = previous?.pagingMetadata.cursors.next ?? (await cursorFor(request, api));
      request.path = withCursor(request.path, next);
      request.body = request.body && withCursor(request.body, next);
    }
    const answer = await api.send(request.method, request.path, request);
    assertEveryAnswerHas(answer);
    if (expected.refused) {
      assertRefused(answer, expected.refused);
    } else {
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      expected.answer(answer.body);
      await expected.check?.(answer.body, { world, prepared, isNextPage });
    }
    previous = answer.body;
  }
}

function cursorField(request) {
  return request.body?.startsWith('{"query"') ? 'query.cursorPaging.cursor' : 'paging.cursor';
}

for (const { name, captures } of methods) {
  describe(name, () => {
    test('is expected to answer something', () => {
      assert.ok(name in expectations);
      const cases = Object.keys(expectations[name]?.cases ?? {});
      const recordings = captures.map((capture) => capture.case);
      assert.deepEqual(cases.filter((one) => !recordings.includes(one)), []);
    });
    for (const prefix of prefixes) {
      for (const capture of captures) {
        test(`${capture.case}, under ${prefix}`, () => replay(name, capture, prefix));
      }
    }
  });
}
