// hls.js and dash.js in Chromium, on a page of another origin: they play what processing made of a
// film, take other rungs when the bandwidth changes, and find any place in it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Api } from './harness/api.js';
import { startBrowser } from './harness/browser.js';
import { film, streamUrl, uploadFilm } from './harness/films.js';
import { Random } from './harness/random.js';
import { startServer } from './harness/server.js';

const SECONDS = 60;
const RUNGS = 3;
const UNLIMITED = -1;

const [server, browser] = await Promise.all([
  startServer(), startBrowser('players-page.js', '<video width="640" height="360"></video>'),
]);
after(() => Promise.all([server.stop(), browser.close()]));

let api;
let open;
let hidden;
before(async () => {
  const { key } = await server.createKey('streaming-site');
  api = new Api(server, key);
  const bytes = await film({ seconds: SECONDS, size: '640x360' });
  open = await uploadFilm(api, bytes);
  hidden = await uploadFilm(api, await film({ seconds: 8, size: '256x144' }), { private: true });
});

/** A tab that plays; `end` finds fault with whatever went wrong in it. */
async function play(format, url) {
  const { context, tab, answers } = await browser.visit();
  const faults = [];
  tab.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  tab.on('pageerror', (error) => faults.push(String(error)));
  const network = await context.newCDPSession(tab);
  await network.send('Network.enable');
  await tab.evaluate(([as, from]) => window.page.play(as, from), [format, url]);
  await tab.waitForFunction(() => window.page.time() > 0.5);
  return {
    tab,
    answers,
    /** Lets so many bits a second through. */
    limit: (bits) =>
      network.send('Network.emulateNetworkConditions', {
        offline: false, latency: 0, uploadThroughput: UNLIMITED,
        downloadThroughput: bits === UNLIMITED ? UNLIMITED : bits / 8,
      }),
    async end() {
      assert.deepEqual(await tab.evaluate(() => window.page.failures), []);
      assert.deepEqual(faults, []);
      assert.deepEqual(answers.filter(({ status }) => status >= 400), []);
      await context.close();
    },
  };
}

const rungOf = ({ url }) => /\/(\d+)p\/mp4\/file\.mp4\/seg-\d+-v1\.m4s$/.exec(url)?.[1];

/** The rungs of the pictures that were fetched, in order. */
const fetched = (answers) => answers.map(rungOf).filter(Boolean).map(Number);

async function seek(tab, seconds) {
  const before = await tab.evaluate(() => window.page.frames());
  await tab.evaluate((to) => window.page.seek(to), seconds);
  await tab.waitForFunction(
    ([from, frames]) => window.page.time() > from + 0.3 && window.page.frames() > frames,
    [seconds, before],
  );
}

/** The rungs of the stream and the bits a second that each needs. */
async function ladder(master) {
  const text = await (await fetch(master)).text();
  return [...text.matchAll(/#EXT-X-STREAM-INF:BANDWIDTH=(\d+),.*\n.*?(\d+)p\//g)]
    .map(([, bits, height]) => ({ bits: Number(bits), height: Number(height) }))
    .sort((a, b) => a.height - b.height);
}

for (const format of ['HLS', 'DASH']) {
  test(`${format}: plays, and takes other rungs when the bandwidth changes`, async () => {
    const url = await streamUrl(api, open.id, { format, rungs: RUNGS });
    const rungs = await ladder(await streamUrl(api, open.id, { rungs: RUNGS }));
    const [lowest, highest] = [rungs[0], rungs.at(-1)];
    const { tab, answers, limit, end } = await play(format, url);
    assert.equal(await tab.evaluate(() => window.page.rungs()), rungs.length);
    assert.ok(Math.abs((await tab.evaluate(() => window.page.duration())) - SECONDS) < 0.2);

    const reach = async (height) => {
      const already = answers.length;
      for (let place = 5; !fetched(answers.slice(already)).includes(height); place += 10) {
        assert.ok(place < 200, `${height}p is chosen; it were ${fetched(answers.slice(already))}`);
        await seek(tab, place % (SECONDS - 5));
      }
    };
    await reach(highest.height);
    await limit(1.6 * lowest.bits);
    await reach(lowest.height);
    await limit(UNLIMITED);
    await reach(highest.height);
    await end();
  });

  test(`${format}: finds any place in the film`, async () => {
    const url = await streamUrl(api, open.id, { format, rungs: RUNGS });
    const { tab, end } = await play(format, url);
    const random = new Random(`${format}/places`);
    for (let i = 0; i < 5; i++) {
      await seek(tab, random.int(0, SECONDS - 3));
    }
    await end();
  });

  test(`${format}: a private film plays by its URL, and by no other`, async () => {
    const url = await streamUrl(api, hidden.id, { format });
    assert.match(new URL(url).pathname, /^\/stream\/[\w.-]+\/video\//);
    const { tab, end } = await play(format, url);
    await tab.waitForFunction(() => window.page.time() > 2);
    await end();

    const withoutToken = url.replace(/\/stream\/[^/]+/, '');
    const withAnother = url.replace(/\/stream\/[^/]/, '/stream/x');
    for (const refused of [withoutToken, withAnother]) {
      assert.equal((await fetch(refused)).status, 403);
    }
  });
}

test('a rung as one file plays as it is, from any place on', async () => {
  const { context, tab, answers } = await browser.visit();
  const url = `${server.origin}/video/${open.id}/144p/mp4/file.mp4`;
  await tab.evaluate((from) => window.page.playFile(from), url);
  for (const place of [0, 50, 20]) {
    await seek(tab, place);
  }
  assert.ok(Math.abs((await tab.evaluate(() => window.page.duration())) - SECONDS) < 0.2);
  assert.equal(await tab.evaluate(() => window.page.height()), 144);
  assert.ok(answers.some(({ status }) => status === 206));
  await context.close();
});
