// Who may call: keys, sites apart from each other, scopes, and the client's strategies for apps and
// visitors, whose tokens it gets with the global fetch from the official host.
import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import { ApiKeyStrategy, AppStrategy, OAuthStrategy } from '@wix/sdk';
import { idsOf, upload, ways } from './harness/clients.js';
import { pdf } from './harness/samples.js';
import { ADMIN_KEY, startServer } from './harness/server.js';

const server = await startServer();
after(() => server.stop());

const own = await server.createKey('own-site');
const other = await server.createKey('other-site');
const reader = await server.createKey('own-site', '--scopes', 'read');
const app = await server.createKey('own-site', '--role', 'app');

const withKey = (way, apiKey, siteId) => way.connect(server, ApiKeyStrategy({ apiKey, siteId }));

const refused = (promise, status, code) =>
  promise.then(
    (answer) => assert.fail(`was not refused: ${JSON.stringify(answer)}`),
    (error) => {
      assert.equal(error.status, status, error.message);
      assert.equal(error.details.applicationError?.code, code, error.message);
      assert.ok(error.requestId);
      return error;
    },
  );

for (const way of ways) {
  describe(`Keys, with ${way.name}`, () => {
    test('a key works with its site named, without, and as a bearer', async () => {
      const made = (await withKey(way, own.key, own.site).folders.createFolder('mine')).folder._id;
      for (const client of [
        withKey(way, own.key),
        withKey(way, ADMIN_KEY, own.site),
        way.connect(server, {
          getAuthHeaders: async () => ({ headers: { Authorization: `Bearer ${own.key}` } }),
        }),
      ]) {
        assert.equal((await client.folders.getFolder(made))._id, made);
      }
    });

    test('no key and a wrong key: 401', async () => {
      await refused(way.connect(server).files.listFiles(), 401, 'UNAUTHENTICATED');
      const wrong = `${own.key.slice(0, -4)}AAAA`;
      const calling = withKey(way, wrong, own.site).files.listFiles();
      await refused(calling, 401, 'UNAUTHENTICATED');
    });

    test('a key on another site: 403', () =>
      refused(withKey(way, own.key, other.site).files.listFiles(), 403, 'PERMISSION_DENIED'));

    test('a key that may only read: 403 for every change, which it names', async () => {
      const client = withKey(way, reader.key, reader.site);
      assert.ok(Array.isArray((await client.files.listFiles()).files));
      for (const [change, permission] of [
        [() => client.files.generateFileUploadUrl('image/png'), 'FILES_UPLOAD'],
        [() => client.files.bulkDeleteFiles(['x']), 'FILES_MOVE_TO_TRASH'],
        [() => client.files.bulkRestoreFilesFromTrashBin(['x']), 'FILES_RESTORE_FROM_TRASH'],
        [() => client.files.updateFileDescriptor({ _id: 'x', displayName: 'y' }), 'FILES_UPDATE'],
        [() => client.files.generateFileDownloadUrl('x'), 'FILES_DOWNLOAD_URL'],
        [() => client.folders.createFolder('x'), 'FOLDERS_CREATE'],
        [() => client.folders.updateFolder('x', { displayName: 'y' }), 'FOLDERS_UPDATE'],
        [() => client.folders.bulkDeleteFolders(['x']), 'FOLDERS_MOVE_TO_TRASH'],
        [
          () => client.folders.bulkRestoreFoldersFromTrashBin(['x']),
          'FOLDERS_RESTORE_FROM_TRASH',
        ],
      ]) {
        const error = await refused(change(), 403, 'PERMISSION_DENIED');
        const { requiredPermission } = error.details.applicationError.data;
        assert.equal(requiredPermission, `MEDIA.SITE_MEDIA_${permission}`);
      }
    });

    test('sites do not see, change or delete what is another’s', async () => {
      const [owner, stranger] = [withKey(way, own.key), withKey(way, other.key)];
      const file = await upload(owner, pdf(), 'application/pdf', 'ours alone.pdf');
      const { folder } = await owner.folders.createFolder('ours alone');
      await refused(stranger.files.getFileDescriptor(file._id), 404, 'RESOURCE_NOT_FOUND');
      await refused(stranger.files.getFileDescriptors([file._id]), 404, 'RESOURCE_NOT_FOUND');
      await refused(stranger.files.generateFileDownloadUrl(file._id), 404, 'RESOURCE_NOT_FOUND');
      await refused(stranger.folders.getFolder(folder._id), 404, 'RESOURCE_NOT_FOUND');
      const update = { _id: file._id, displayName: 'theirs' };
      await refused(stranger.files.updateFileDescriptor(update), 404, 'RESOURCE_NOT_FOUND');
      await stranger.files.bulkDeleteFiles([file._id], { permanent: true });
      await stranger.folders.bulkDeleteFolders([folder._id], { permanent: true });
      assert.deepEqual((await stranger.files.searchFiles({ search: 'ours' })).files, []);
      const { items } = await stranger.files.queryFileDescriptors().find();
      assert.ok(!idsOf(items).includes(file._id));
      assert.deepEqual(await owner.files.getFileDescriptor(file._id), file);
      assert.deepEqual(await owner.folders.getFolder(folder._id), folder);
    });

    test('a cursor of one site is worth nothing at another', async () => {
      const [owner, stranger] = [withKey(way, own.key), withKey(way, other.key)];
      for (const name of ['1', '2']) await owner.folders.createFolder(name);
      const { nextCursor } = await owner.folders.listFolders({ paging: { limit: 1 } });
      const paging = { cursor: nextCursor.cursors.next };
      await assert.rejects(
        stranger.folders.listFolders({ paging }),
        (error) => error.status === 400,
      );
    });
  });
}

describe('Apps and visitors', () => {
  const way = ways[1];
  const globalFetch = globalThis.fetch;
  let tokenRequests;

  beforeEach(() => {
    tokenRequests = [];
    globalThis.fetch = (url, init) => {
      if (!url.startsWith('https://www.wixapis.com/')) return globalFetch(url, init);
      tokenRequests.push({ path: new URL(url).pathname, body: JSON.parse(init.body) });
      return globalFetch(url.replace('https://www.wixapis.com', server.origin), init);
    };
  });
  afterEach(() => {
    globalThis.fetch = globalFetch;
  });

  const appStrategy = (options) =>
    AppStrategy({ appId: app.id, appSecret: app.secret, ...options });
  const visitor = (tokens) => OAuthStrategy({ clientId: app.id, tokens });

  test('an app gets one token for its instance, and works with it', async () => {
    const client = way.connect(server, appStrategy({ instanceId: app.site }));
    const { folder } = await client.folders.createFolder('by an app');
    assert.equal((await client.folders.getFolder(folder._id)).siteId, app.site);
    assert.deepEqual(tokenRequests.map(({ path }) => path), ['/oauth2/token']);
    const elevatedOnly = await client.files.listDeletedFiles();
    assert.ok(Array.isArray(elevatedOnly.files));
  });

  test('an app with a wrong secret, and one at another site, get no token', async () => {
    for (const options of [
      { instanceId: app.site, appSecret: `${app.secret.slice(0, -4)}AAAA` },
      { instanceId: other.site },
    ]) {
      const asking = appStrategy(options).getAuthHeaders();
      await assert.rejects(asking, /Failed to exchange instance ID/);
    }
  });

  test('a visitor gets tokens by himself, and may call nothing', async () => {
    const auth = visitor();
    const client = way.connect(server, auth);
    await refused(client.files.listFiles(), 403, 'PERMISSION_DENIED');
    await refused(client.folders.createFolder('x'), 403, 'PERMISSION_DENIED');
    assert.deepEqual(
      tokenRequests.map(({ body }) => body.grantType),
      ['anonymous'],
      'one token serves both calls',
    );
    assert.ok(auth.getTokens().accessToken.expiresAt > Date.now() / 1000 + 3600);
  });

  test('a visitor renews his access token, and stays who he is', async () => {
    const first = await visitor().generateVisitorTokens();
    const expired = { ...first.accessToken, expiresAt: 1 };
    const auth = visitor({ accessToken: expired, refreshToken: first.refreshToken });
    const client = way.connect(server, auth);
    await refused(client.files.listFiles(), 403, 'PERMISSION_DENIED');
    assert.deepEqual(
      tokenRequests.map(({ body }) => body.grantType),
      ['anonymous', 'refresh_token'],
    );
    const renewed = auth.getTokens().accessToken;
    assert.notEqual(renewed.value, first.accessToken.value);
    const subjects = [];
    for (const accessToken of [first.accessToken.value, renewed.value]) {
      subjects.push((await appStrategy({ accessToken }).getTokenInfo()).subjectId);
    }
    assert.equal(subjects[0], subjects[1]);
  });

  test('tells what a token is', async () => {
    const { accessToken } = await visitor().generateVisitorTokens();
    const info = await appStrategy({ accessToken: accessToken.value }).getTokenInfo();
    assert.equal(info.active, true);
    assert.equal(info.subjectType, 'VISITOR');
    assert.equal(info.clientId, app.id);
    assert.equal(info.siteId, app.site);
    const dead = await appStrategy({ accessToken: 'nonsense' }).getTokenInfo();
    assert.deepEqual(dead, { active: false });
  });

  test('an app that a visitor calls elevates itself', async () => {
    const { accessToken } = await visitor().generateVisitorTokens();
    const elevated = await appStrategy({ accessToken: accessToken.value }).elevated();
    const client = way.connect(server, elevated);
    assert.ok(Array.isArray((await client.files.listDeletedFiles()).files));
  });

  test('an app exchanges a token that it was handed, which gives no more rights', async () => {
    const { accessToken } = await visitor().generateVisitorTokens();
    const client = way.connect(server, appStrategy({ accessToken: accessToken.value }));
    await refused(client.files.listFiles(), 403, 'PERMISSION_DENIED');
    assert.equal(tokenRequests.at(-1).body.grant_type, 'strip_bound_session');
  });
});
