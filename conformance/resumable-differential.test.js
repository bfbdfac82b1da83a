// Two thousand random sequences of requests, to our server and to `@tus/server`: the same answers, or
// a difference that is listed with the clause that settles it.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { differences } from './harness/differential/differences.js';
import { Exchange } from './harness/differential/exchange.js';
import { playSequence } from './harness/differential/sequence.js';
import { Random } from './harness/random.js';
import { againstReference, seed, startReference, startTarget } from './harness/resumable.js';

const SEQUENCES = 2_000;
const AT_ONCE = 16;
const MOST_UNEXPLAINED = 20;

const [{ server, mint }, reference] = await Promise.all([startTarget(), startReference()]);
after(() => Promise.all([server.stop(), reference.stop()]));

test(`${SEQUENCES} sequences are answered as by @tus/server, or better`, async (t) => {
  const exchanges = [new Exchange(), new Exchange()];
  const speaking = (exchange, creationUrl) => ({
    send: (url, what) => exchange.send(url, what),
    creationUrl,
  });
  const needed = new Map(differences.map((listed) => [listed, 0]));
  const explain = (difference) => {
    const listed = differences.find(({ when, field, ours, theirs, status = difference.status }) =>
      field === difference.field && ours === difference.ours && theirs === difference.theirs
      && status === difference.status && when(difference));
    if (listed) needed.set(listed, needed.get(listed) + 1);
    return listed;
  };
  let next = 0;
  let requests = 0;
  // One example of each kind is enough to see what is wrong.
  const unexplained = new Map();
  const worker = async () => {
    while (next < SEQUENCES && unexplained.size < MOST_UNEXPLAINED) {
      const random = new Random(`${seed}/differential/${next++}`);
      const { uploadUrl, uploadToken } = await mint('any.txt');
      const servers = [
        speaking(exchanges[0], uploadUrl),
        speaking(exchanges[1], `${reference.origin}/upload/tus`),
      ];
      const played = await playSequence(random, uploadToken, servers, explain);
      requests += played.requests;
      for (const { difference, ...example } of played.unexplained) {
        unexplained.set(JSON.stringify(difference), example);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  for (const exchange of exchanges) exchange.close();

  t.diagnostic(`seed ${seed}: ${requests} requests to each`);
  for (const [{ field, theirs, ours, clause }, count] of needed) {
    t.diagnostic(`${count} times ${field} ${ours}, theirs ${theirs}: ${clause}`);
  }
  const lines = [...unexplained].map(([kind, { ours, theirs, sent }]) =>
    `${kind}: ${JSON.stringify(ours)} but theirs ${JSON.stringify(theirs)} after\n    ${sent.join('\n    ')}`);
  assert.equal(unexplained.size, 0, lines.join('\n'));
  assert.equal(next, SEQUENCES);
  if (againstReference) return;
  for (const [listed, count] of needed) assert.ok(count > 0, `never needed: ${listed.clause}`);
});
