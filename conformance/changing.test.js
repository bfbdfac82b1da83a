// The official client renames, labels, moves, trashes, restores and deletes files.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { bytesOf, connectToNewSite, idsOf, upload, ways } from './harness/clients.js';
import { jpeg, pdf } from './harness/samples.js';
import { startServer } from './harness/server.js';

const server = await startServer();
after(() => server.stop());

for (const [i, way] of ways.entries()) {
  describe(way.name, () => {
    let client;
    before(async () => {
      client = await connectToNewSite(way, server, `changing-${i}`);
    });

    const newFile = (options) => upload(client, pdf(), 'application/pdf', 'paper.pdf', options);
    const newFolder = async (name) => (await client.folders.createFolder(name)).folder._id;
    const get = (id) => client.files.getFileDescriptor(id);
    const deletedIds = async () => idsOf((await client.files.listDeletedFiles()).files);
    const isGone = (id) =>
      assert.rejects(get(id), (error) => {
        assert.equal(error.status, 404);
        assert.equal(error.details.applicationError.code, 'RESOURCE_NOT_FOUND');
        return true;
      });

    test('renames a file, which keeps its ID, its URL and its labels', async () => {
      const file = await newFile({ labels: ['a'] });
      const renamed = await client.files.updateFileDescriptor({
        _id: file._id,
        displayName: 'Größe.pdf',
      });
      assert.equal(renamed.displayName, 'Größe.pdf');
      assert.equal(renamed._id, file._id);
      assert.equal(renamed.url, file.url);
      assert.deepEqual(renamed.labels, ['a']);
      assert.ok(renamed._updatedDate >= file._updatedDate);
      assert.deepEqual(await get(file._id), renamed);
    });

    test('replaces and clears labels', async () => {
      const { _id } = await newFile({ labels: ['a', 'b'] });
      const update = (labels) => client.files.updateFileDescriptor({ _id, labels });
      assert.deepEqual((await update(['c'])).labels, ['c']);
      assert.deepEqual((await update([])).labels, []);
      assert.equal((await get(_id)).displayName, 'paper.pdf');
    });

    test('moves a file to a folder and back', async () => {
      const { _id } = await newFile();
      const parentFolderId = await newFolder('Target');
      const moved = await client.files.updateFileDescriptor({ _id, parentFolderId });
      assert.equal(moved.parentFolderId, parentFolderId);
      const { files } = await client.files.listFiles({ parentFolderId });
      assert.deepEqual(idsOf(files), [_id]);
      await client.files.updateFileDescriptor({ _id, parentFolderId: 'media-root' });
      assert.deepEqual((await client.files.listFiles({ parentFolderId })).files, []);
    });

    test('takes back a whole descriptor as it was read', async () => {
      const read = await upload(client, jpeg(), 'image/jpeg', 'a b.jpg', { labels: ['x'] });
      const sent = { ...structuredClone(read), displayName: 'c d.jpg', private: true };
      const updated = await client.files.updateFileDescriptor(sent);
      assert.equal(updated.displayName, 'c d.jpg');
      assert.equal(updated.private, false, 'cannot change');
      assert.deepEqual(updated.labels, ['x']);
      assert.deepEqual(updated._createdDate, read._createdDate);
      assert.equal(updated.hash, read.hash);
    });

    test('refuses to move a file to the trash bin or to a folder that is not there', async () => {
      const { _id } = await newFile();
      for (const [parentFolderId, statuses] of [
        ['trash-root', [400]],
        ['0123456789abcdef0123456789abcdef', [400, 404]],
      ]) {
        await assert.rejects(
          client.files.updateFileDescriptor({ _id, parentFolderId }),
          (error) => statuses.includes(error.status),
        );
      }
      assert.equal((await get(_id)).parentFolderId, 'media-root');
    });

    test('trashes a file and restores it to where it was', async () => {
      const parentFolderId = await newFolder('Home');
      const { _id, url } = await newFile({ parentFolderId });
      await client.files.bulkDeleteFiles([_id]);
      await client.files.bulkDeleteFiles([_id]); // again is no error
      const trashed = await get(_id);
      assert.equal(trashed.state, 'DELETED');
      assert.equal(trashed.parentFolderId, 'trash-root');
      assert.ok((await deletedIds()).includes(_id));
      assert.deepEqual((await client.files.listFiles({ parentFolderId })).files, []);
      assert.ok((await bytesOf(url)).length > 0, 'a trashed file keeps its URL');
      await client.files.bulkRestoreFilesFromTrashBin([_id]);
      const restored = await get(_id);
      assert.equal(restored.state, 'OK');
      assert.equal(restored.parentFolderId, parentFolderId);
      assert.ok(!(await deletedIds()).includes(_id));
    });

    test('restores to the top when the folder is gone', async () => {
      const parentFolderId = await newFolder('Gone soon');
      const { _id } = await newFile({ parentFolderId });
      await client.files.bulkDeleteFiles([_id]);
      await client.folders.bulkDeleteFolders([parentFolderId], { permanent: true });
      await client.files.bulkRestoreFilesFromTrashBin([_id]);
      assert.equal((await get(_id)).parentFolderId, 'media-root');
    });

    test('finds trashed files by query and search only when asked for them', async () => {
      const { _id } = await newFile();
      await client.files.bulkDeleteFiles([_id]);
      const live = await client.files.queryFileDescriptors().find();
      assert.ok(!idsOf(live.items).includes(_id));
      const trashed = await client.files.queryFileDescriptors().eq('state', 'DELETED').find();
      assert.ok(idsOf(trashed.items).includes(_id));
      const search = async (options) =>
        idsOf((await client.files.searchFiles({ search: 'paper', ...options })).files);
      assert.ok(!(await search()).includes(_id));
      assert.ok((await search({ rootFolder: 'TRASH_ROOT' })).includes(_id));
    });

    test('deletes for good, live and trashed files alike', async () => {
      const [live, trashed] = [await newFile(), await newFile()];
      await client.files.bulkDeleteFiles([trashed._id]);
      const unknown = 'abcdef_0123456789abcdef0123456789abcdef.pdf';
      const ids = [live._id, trashed._id, unknown];
      await client.files.bulkDeleteFiles(ids, { permanent: true });
      for (const file of [live, trashed]) {
        await isGone(file._id);
        assert.equal((await fetch(file.url)).status, 404);
      }
      assert.ok(!(await deletedIds()).includes(trashed._id));
    });

    test('takes a media URL wherever it takes an ID', async () => {
      const photo = await upload(client, jpeg(), 'image/jpeg', 'Café menu 1.jpg');
      const paper = await newFile();
      const mediaUrls = [photo.media.image.image, paper.media.document];
      assert.match(mediaUrls[0], /^wix:image:\/\/v1\//);
      assert.match(mediaUrls[1], /^wix:document:\/\/v1\//);
      const ids = [photo._id, paper._id];
      for (const [n, mediaUrl] of mediaUrls.entries()) {
        assert.equal((await get(mediaUrl))._id, ids[n]);
        const { downloadUrls } = await client.files.generateFileDownloadUrl(mediaUrl);
        assert.ok((await bytesOf(downloadUrls[0].url)).length > 0);
        const displayName = `renamed ${n}`;
        const updated = await client.files.updateFileDescriptor({ _id: mediaUrl, displayName });
        assert.equal(updated._id, ids[n]);
      }
      assert.deepEqual(idsOf((await client.files.getFileDescriptors(mediaUrls)).files), ids);
      await client.files.bulkDeleteFiles(mediaUrls);
      assert.equal((await get(ids[0])).state, 'DELETED');
      await client.files.bulkRestoreFilesFromTrashBin(mediaUrls);
      assert.equal((await get(ids[1])).state, 'OK');
      await client.files.bulkDeleteFiles(mediaUrls, { permanent: true });
      await isGone(ids[0]);
      await isGone(ids[1]);
    });
  });
}
