// The official client builds, finds, moves, trashes and restores folders.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  allPages, bytesOf, connectToNewSite, idsOf, namesOf, upload, ways,
} from './harness/clients.js';
import { pdf } from './harness/samples.js';
import { startServer } from './harness/server.js';

const server = await startServer();
after(() => server.stop());

for (const [i, way] of ways.entries()) {
  describe(way.name, () => {
    let client;
    let folders;
    before(async () => {
      client = await connectToNewSite(way, server, `folders-${i}`);
      folders = client.folders;
    });

    const create = async (name, parentFolderId) =>
      (await folders.createFolder(name, { parentFolderId })).folder;
    const children = async (parentFolderId) =>
      namesOf((await folders.listFolders({ parentFolderId })).folders).sort();
    const refused = (promise, ...statuses) =>
      assert.rejects(promise, (error) => {
        assert.ok(statuses.includes(error.status), `status ${error.status}: ${error.message}`);
        return true;
      });
    const isGone = (id) => refused(folders.getFolder(id), 404);

    test('creates folders at the top and below, also of one name', async () => {
      const top = await create('Größe / "x"');
      assert.equal(top.displayName, 'Größe / "x"');
      assert.equal(top.parentFolderId, 'media-root');
      assert.equal(top.state, 'OK');
      assert.equal(top.siteId, `folders-${i}`);
      assert.ok(top._createdDate instanceof Date && top._updatedDate instanceof Date);
      const [first, second] = [await create('same', top._id), await create('same', top._id)];
      assert.notEqual(first._id, second._id);
      assert.deepEqual(await folders.getFolder(first._id), first);
      assert.deepEqual(await children(top._id), ['same', 'same']);
    });

    test('has the system folders', async () => {
      for (const id of ['media-root', 'trash-root', 'visitor-uploads']) {
        assert.equal((await folders.getFolder(id))._id, id);
        await refused(folders.updateFolder(id, { displayName: 'mine' }), 400);
        await refused(folders.bulkDeleteFolders([id]), 400);
      }
    });

    test('refuses a parent that is not there', () =>
      refused(create('lost', '0123456789abcdef0123456789abcdef'), 404));

    for (const order of ['ASC', 'DESC']) {
      test(`lists page after page ${order} by name and by time`, async () => {
        const { _id: parentFolderId } = await create('Many');
        const made = [];
        for (const name of ['b', 'A', 'd', 'C', 'e']) made.push(await create(name, parentFolderId));
        const expected = {
          displayName: made.toSorted((a, b) =>
            a.displayName.toLowerCase() < b.displayName.toLowerCase() ? -1 : 1,
          ),
          _updatedDate: made.toSorted(
            (a, b) => a._updatedDate - b._updatedDate || (a._id < b._id ? -1 : 1),
          ),
        };
        for (const fieldName of Object.keys(expected)) {
          const pages = await allPages((options) => folders.listFolders(options), {
            parentFolderId,
            sort: { fieldName, order },
            paging: { limit: 2 },
          });
          assert.deepEqual(pages.map((page) => page.length), [2, 2, 1]);
          const wanted = namesOf(expected[fieldName]);
          assert.deepEqual(namesOf(pages.flat()), order === 'ASC' ? wanted : wanted.reverse());
        }
      });
    }

    test('searches the whole tree by a part of the name', async () => {
      const top = await create('Ausflüge');
      const year = await create('Sommerausflug 2024', top._id);
      const search = async (words, options) =>
        idsOf((await folders.searchFolders({ search: words, ...options })).folders);
      assert.deepEqual((await search('ausfl')).sort(), [top._id, year._id].sort());
      assert.deepEqual(await search('ausfluge'), [top._id]);
      assert.deepEqual(await search('ausfl', { rootFolder: 'TRASH_ROOT' }), []);
    });

    test('queries by state and goes forth and back', async () => {
      const made = idsOf([await create('Q 1'), await create('Q 2'), await create('Q 3')]);
      const first = await folders.queryFolders().descending('_updatedDate').limit(2).find();
      assert.deepEqual(idsOf(first.items), [made[2], made[1]]);
      const second = await first.next();
      assert.equal(second.items[0]._id, made[0]);
      assert.deepEqual(idsOf((await second.prev()).items), idsOf(first.items));
      await folders.bulkDeleteFolders([made[0]]);
      const trashed = await folders.queryFolders({
        filter: { state: 'DELETED' },
        sort: [{ fieldName: '_updatedDate', order: 'DESC' }],
      });
      assert.equal(trashed.folders[0]._id, made[0]);
      const live = await folders.queryFolders().eq('state', 'OK').limit(100).find();
      assert.ok(!idsOf(live.items).includes(made[0]));
    });

    test('renames and moves', async () => {
      const [from, to] = [await create('From'), await create('To')];
      const child = await create('Child', from._id);
      const renamed = await folders.updateFolder(child._id, { displayName: 'Kind' });
      assert.equal(renamed.displayName, 'Kind');
      assert.equal(renamed.parentFolderId, from._id);
      const moved = await folders.updateFolder(child._id, { parentFolderId: to._id });
      assert.equal(moved.displayName, 'Kind');
      assert.deepEqual(await children(from._id), []);
      assert.deepEqual(await children(to._id), ['Kind']);
    });

    test('refuses to move a folder into itself or below itself', async () => {
      const top = await create('Top');
      const middle = await create('Middle', top._id);
      const bottom = await create('Bottom', middle._id);
      for (const parentFolderId of [top._id, middle._id, bottom._id]) {
        await refused(folders.updateFolder(top._id, { parentFolderId }), 400);
      }
      assert.equal((await folders.getFolder(top._id)).parentFolderId, 'media-root');
    });

    test('refuses an update that changes nothing', () =>
      create('Still').then((folder) =>
        assert.rejects(folders.updateFolder(folder._id, { state: 'DELETED' }), (error) => {
          assert.equal(error.status, 400);
          assert.equal(
            error.details.applicationError.code,
            'FIELD_MASK_IS_EMPTY_OR_MISSING',
          );
          return true;
        }),
      ));

    test('trashes and restores a whole tree', async () => {
      const top = await create('Tree');
      const branch = await create('Branch', top._id);
      const options = { parentFolderId: branch._id };
      const file = await upload(client, pdf(), 'application/pdf', 'leaf.pdf', options);
      await folders.bulkDeleteFolders([top._id]);
      await folders.bulkDeleteFolders([top._id]); // again is no error
      const trashed = await folders.getFolder(top._id);
      assert.equal(trashed.state, 'DELETED');
      assert.equal(trashed.parentFolderId, 'trash-root');
      const deleted = await folders.listDeletedFolders();
      assert.ok(idsOf(deleted.folders).includes(top._id));
      assert.ok(!idsOf(deleted.folders).includes(branch._id), 'only the top of the tree');
      const inside = await folders.listDeletedFolders({ parentFolderId: top._id });
      assert.deepEqual(idsOf(inside.folders), [branch._id]);
      const leaves = await client.files.listDeletedFiles({ parentFolderId: branch._id });
      assert.deepEqual(idsOf(leaves.files), [file._id]);
      assert.equal((await client.files.getFileDescriptor(file._id)).state, 'DELETED');
      assert.deepEqual(await children(top._id), []);
      await folders.bulkRestoreFoldersFromTrashBin([top._id]);
      assert.equal((await folders.getFolder(top._id)).parentFolderId, 'media-root');
      assert.deepEqual(await children(top._id), ['Branch']);
      const restored = await client.files.getFileDescriptor(file._id);
      assert.equal(restored.state, 'OK');
      assert.equal(restored.parentFolderId, branch._id);
    });

    test('deletes a whole tree for good', async () => {
      const top = await create('Doomed');
      const branch = await create('Branch', top._id);
      const options = { parentFolderId: branch._id };
      const file = await upload(client, pdf(), 'application/pdf', 'leaf.pdf', options);
      assert.ok((await bytesOf(file.url)).length > 0);
      await folders.bulkDeleteFolders([top._id], { permanent: true });
      await isGone(top._id);
      await isGone(branch._id);
      await refused(client.files.getFileDescriptor(file._id), 404);
      assert.equal((await fetch(file.url)).status, 404);
    });
  });
}
