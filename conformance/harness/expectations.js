// What the server must answer to each recorded request, by method.
//   answer   the shape of the answer
//   prepare  makes what the request needs beyond the IDs in it (world.js makes those)
//   check    what must be true of the answer, or of the server after it
//   cases    the same by case, over what the method says; `refused` is a documented error
import assert from 'node:assert/strict';
import { jpeg, pdf } from './samples.js';
import * as shapes from './shapes.js';

const getFile = (id) => `/files/get-file-by-id?fileId=${encodeURIComponent(id)}`;

const fileOf = async (world, name) =>
  (await world.api.call('GET', getFile(await world.id(name)))).file;
const folderOf = async (world, name) =>
  (await world.api.call('GET', `/folders/${await world.id(name)}`)).folder;

async function isGone(world, route) {
  const { status, body } = await world.api.send('GET', world.api.prefix + route, {
    headers: { Authorization: world.api.key },
  });
  assert.equal(status, 404);
  assert.equal(body.details.applicationError.code, 'RESOURCE_NOT_FOUND');
}

const trash = async (world, kind, ids) =>
  world.api.call('POST', `/bulk/${kind}s/delete`, { [`${kind}Ids`]: ids });

async function twoFiles(world, make, mimeType, name, options) {
  const made = [];
  for (const number of [1, 2]) {
    made.push(await world.api.upload(make(), mimeType, `${number} ${name}`, options));
  }
  return made.map((file) => file.id);
}

const twoJpegs = (world, options) => twoFiles(world, jpeg, 'image/jpeg', 'leon.jpg', options);

async function twoTrashedFiles(world) {
  const ids = await twoFiles(world, pdf, 'application/pdf', 'old.pdf');
  await trash(world, 'file', ids);
  return ids;
}

async function twoFolders(world, parentFolderId) {
  const made = [];
  for (const name of ['Year 2024', 'Year 2024 too']) {
    made.push((await world.api.createFolder(name, parentFolderId)).id);
  }
  return made;
}

async function twoTrashedFolders(world) {
  const ids = await twoFolders(world);
  await trash(world, 'folder', ids);
  return ids;
}

/** The import that asks for everything: its file is in new folders below the one that was named. */
async function isImportAsAsked(file, world) {
  assert.equal(file.displayName, 'Pic é.jpeg');
  assert.equal(file.mediaType, 'IMAGE');
  assert.equal(file.mimeType, 'image/jpeg');
  assert.equal(file.private, true);
  assert.deepEqual(file.labels, ['a', 'b c']);
  assert.equal(file.sourceUrl, 'https://example.com/pic');
  let folder = (await world.api.call('GET', `/folders/${file.parentFolderId}`)).folder;
  for (const name of ['december', '2024', 'videos']) {
    assert.equal(folder.displayName, name);
    folder = (await world.api.call('GET', `/folders/${folder.parentFolderId}`)).folder;
  }
  assert.equal(folder.id, await world.id('folder'));
}

/** Of what was prepared, all is in the list; after a first page of one, the rest. */
/** Whether the URL gives a zip that is saved under this name and has an entry of that name. */
const isZip = async (url, name, entry) => {
  const response = await fetch(url);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'application/zip');
  assert.equal(response.headers.get('content-disposition'), `attachment; filename="${name}"`);
  const bytes = Buffer.from(await response.arrayBuffer());
  assert.equal(bytes.length, Number(response.headers.get('content-length')));
  assert.equal(bytes.readUInt32LE(0), 0x04034b50);
  assert.ok(bytes.includes(entry), `${entry} is in it`);
};

const lists = (key) => (answer, { prepared, isNextPage }) => {
  const ids = answer[key].map((item) => item.id);
  const found = prepared.filter((id) => ids.includes(id));
  assert.equal(found.length, prepared.length - (isNextPage ? 1 : 0), `found ${ids}`);
};

const every = (answer, key, test) => {
  assert.ok(answer[key].length > 0, 'the list has items');
  for (const item of answer[key]) assert.ok(test(item), JSON.stringify(item));
};

export const expectations = {
  'files.bulkDeleteFiles': {
    answer: shapes.empty,
    check: async (_, { world }) => {
      const file = await fileOf(world, 'jpeg');
      assert.equal(file.state, 'DELETED');
      assert.equal(file.parentFolderId, 'trash-root');
    },
    cases: {
      all: {
        check: async (_, { world }) => {
          await isGone(world, getFile(await world.id('jpeg')));
          await isGone(world, getFile(await world.id('png')));
        },
      },
    },
  },
  'files.bulkImportFile': {
    answer: shapes.resultsWithFiles,
    check: async ({ results, bulkActionMetadata }) => {
      assert.deepEqual(results.map(({ itemMetadata }) => itemMetadata.originalIndex), [0]);
      assert.equal(results[0].item.id, results[0].itemMetadata.id);
      assert.deepEqual(bulkActionMetadata, {
        totalSuccesses: 1, totalFailures: 0, undetailedFailures: 0,
      });
    },
    cases: {
      all: {
        check: async ({ results, bulkActionMetadata }, { world }) => {
          assert.deepEqual(results.map(({ itemMetadata }) => itemMetadata.success), [true, true]);
          assert.equal(bulkActionMetadata.totalSuccesses, 2);
          await isImportAsAsked(results[0].item, world);
          assert.equal(results[1].item.displayName, 'b.jpg');
          assert.equal(results[1].item.parentFolderId, 'media-root');
        },
      },
      'edge: returnEntity false': {
        answer: shapes.resultsWithoutFiles,
        check: async ({ results }) => assert.equal(results[0].itemMetadata.success, true),
      },
    },
  },
  'files.bulkImportFiles': {
    answer: shapes.somePendingFiles,
    check: async ({ files }) =>
      assert.deepEqual(files.map((file) => file.sourceUrl), ['https://example.com/a.jpg']),
    cases: {
      all: {
        check: async ({ files }, { world }) => {
          assert.equal(files.length, 2);
          await isImportAsAsked(files[0], world);
        },
      },
      'edge: empty list': { refused: { status: 400, field: 'importFileRequests' } },
    },
  },
  'files.bulkRestoreFilesFromTrashBin': {
    answer: shapes.empty,
    prepare: async (world) => {
      const ids = [await world.id('jpeg'), await world.id('png')];
      await trash(world, 'file', ids);
      return ids;
    },
    check: async (_, { world }) => {
      const file = await fileOf(world, 'jpeg');
      assert.equal(file.state, 'OK');
      assert.equal(file.parentFolderId, 'media-root');
    },
    cases: {
      'edge: empty list': {
        check: async (_, { world }) =>
          assert.equal((await fileOf(world, 'jpeg')).state, 'DELETED'),
      },
    },
  },
  'files.generateFileDownloadUrl': {
    answer: shapes.downloadUrls,
    check: async (answer) => {
      assert.deepEqual(answer.downloadUrls.map((one) => one.assetKey), ['src']);
      const response = await fetch(answer.downloadUrls[0].url);
      assert.equal(response.status, 200);
      assert.match(response.headers.get('content-disposition'), /^attachment; filename="photo\.jpg"/);
      await response.arrayBuffer();
    },
    cases: { all: { refused: { status: 400, code: 'INVALID_ASSET_KEY' } } },
  },
  'files.generateFilesDownloadUrl': {
    answer: shapes.archiveUrl,
    check: ({ downloadUrl }) => isZip(downloadUrl, 'files.zip', 'photo.jpg'),
  },
  'files.generateFileResumableUploadUrl': {
    answer: shapes.resumableUpload,
    check: async ({ uploadUrl, uploadToken }) => {
      // Nothing was uploaded: the finishing request knows the token and says so.
      const response = await fetch(`${uploadUrl}/${uploadToken}?filename=big.mp4`, {
        method: 'PUT',
      });
      const body = await response.json();
      shapes.error(body);
      assert.equal(response.status, 404);
      assert.equal(body.details.applicationError.code, 'UPLOAD_NOT_FOUND');
    },
  },
  'files.generateFileUploadUrl': {
    answer: shapes.uploadUrl,
    cases: {
      all: {
        // The size is part of the promise; the file that is sent has another.
        check: async ({ uploadUrl }) => {
          const headers = { 'Content-Type': 'image/jpeg' };
          const response = await fetch(uploadUrl, { method: 'PUT', headers, body: jpeg() });
          const body = await response.json();
          shapes.error(body);
          assert.equal(response.status, 400);
          assert.equal(body.details.applicationError.code, 'SIZE_MISMATCH');
        },
      },
    },
  },
  'files.generateVideoStreamingUrl': {
    answer: shapes.streamUrl,
    check: async ({ downloadUrl: { assetKey, url } }) => {
      const response = await fetch(url);
      assert.equal(response.status, 200);
      assert.match(await response.text(), assetKey === 'HLS' ? /^#EXTM3U\n/ : /^<\?xml .*\n<MPD /);
    },
  },
  'files.getFileDescriptor': {
    answer: shapes.oneFile,
    check: async ({ file }, { world }) => assert.equal(file.id, await world.id('jpeg')),
    cases: { 'edge: empty id': { refused: { status: 400, field: 'fileId' } } },
  },
  'files.getFileDescriptors': {
    answer: shapes.someFiles,
    check: async ({ files }, { world }) =>
      assert.deepEqual(files.map((file) => file.id), [await world.id('jpeg')]),
    cases: {
      all: {
        check: async ({ files }, { world }) =>
          assert.deepEqual(
            files.map((file) => file.id),
            [await world.id('jpeg'), await world.id('png')],
          ),
      },
    },
  },
  'files.importFile': {
    answer: shapes.onePendingFile,
    check: async ({ file }) => {
      assert.equal(file.displayName, 'pic.jpg');
      assert.equal(file.mediaType, 'IMAGE');
      assert.equal(file.sourceUrl, 'https://example.com/pic.jpg');
    },
    cases: {
      all: { check: async ({ file }, { world }) => isImportAsAsked(file, world) },
    },
  },
  'files.listDeletedFiles': {
    answer: shapes.pageOfFiles,
    prepare: twoTrashedFiles,
    check: lists('files'),
  },
  'files.listFiles': {
    answer: shapes.pageOfFiles,
    prepare: (world) => twoJpegs(world),
    check: lists('files'),
    cases: {
      all: {
        prepare: async (world) =>
          twoJpegs(world, { private: true, parentFolderId: await world.id('folder') }),
      },
    },
  },
  'files.queryFileDescriptors': {
    answer: shapes.queriedFiles,
    prepare: async (world) => [
      ...(await twoJpegs(world)),
      ...(await twoJpegs(world, { private: true })),
    ],
    check: (answer) => every(answer, 'files', (file) => file.state === 'OK'),
    cases: {
      'all: builder': {
        check: (answer) => every(answer, 'files', (file) => file.mediaType === 'IMAGE' && !file.private),
      },
      'edge: typed query object': {
        check: (answer) => every(answer, 'files', (file) => file.mediaType === 'IMAGE' && file.private),
      },
    },
  },
  'files.searchFiles': {
    answer: shapes.pageOfFiles,
    prepare: (world) => twoJpegs(world),
    check: lists('files'),
    cases: {
      all: { check: (answer) => every(answer, 'files', (file) => /leon/.test(file.displayName)) },
      // Sorted by time from the oldest, so that what was just made is not on the first pages.
      'edge: cursor only, sort on SDK field name': {
        prepare: twoTrashedFiles,
        check: (answer) => every(answer, 'files', (file) => file.state === 'DELETED'),
      },
    },
  },
  'files.updateFileDescriptor': {
    answer: shapes.oneFile,
    check: async ({ file }, { world }) => {
      assert.equal(file.displayName, 'new name.jpg');
      assert.deepEqual(file, await fileOf(world, 'jpeg'));
    },
    cases: {
      'all writable fields': {
        check: async ({ file }, { world }) => {
          assert.equal(file.displayName, 'new name.jpg');
          assert.equal(file.parentFolderId, await world.id('folder'));
          assert.deepEqual(file.labels, ['x', 'y']);
          assert.deepEqual(file.internalTags, ['t']);
        },
      },
      'edge: a whole descriptor as read, with transformed media and Date values': {
        check: ({ file }) => {
          assert.equal(file.displayName, 'leon.jpg');
          const { width, height } = file.media.image.image;
          assert.deepEqual([width, height], [16, 8], 'what is read-only stays');
          assert.deepEqual(file.media.image.faces, []);
          assert.notEqual(file.createdDate, '2024-01-02T03:04:05.678Z');
        },
      },
      'edge: video, audio and document media sent back': {
        refused: { status: 400, code: 'FIELD_MASK_IS_EMPTY_OR_MISSING' },
      },
      'edge: a fieldMask inside file stays there': {
        check: ({ file }) => assert.equal(file.displayName, 'n.jpg'),
      },
    },
  },
  'folders.bulkDeleteFolders': {
    answer: shapes.empty,
    check: async (_, { world }) => {
      const folder = await folderOf(world, 'folder');
      assert.equal(folder.state, 'DELETED');
      assert.equal(folder.parentFolderId, 'trash-root');
    },
    cases: {
      all: {
        check: async (_, { world }) => {
          await isGone(world, `/folders/${await world.id('folder')}`);
          await isGone(world, `/folders/${await world.id('otherFolder')}`);
        },
      },
      'edge: empty list': {
        check: async (_, { world }) => assert.equal((await folderOf(world, 'folder')).state, 'OK'),
      },
    },
  },
  'folders.bulkRestoreFoldersFromTrashBin': {
    answer: shapes.empty,
    prepare: async (world) => {
      const ids = [await world.id('folder'), await world.id('otherFolder')];
      await trash(world, 'folder', ids);
      return ids;
    },
    check: async (_, { world }) => {
      const folder = await folderOf(world, 'folder');
      assert.equal(folder.state, 'OK');
      assert.equal(folder.parentFolderId, 'media-root');
    },
    cases: {
      'edge: empty list': {
        check: async (_, { world }) =>
          assert.equal((await folderOf(world, 'folder')).state, 'DELETED'),
      },
    },
  },
  'folders.createFolder': {
    answer: shapes.oneFolder,
    check: ({ folder }) => {
      assert.equal(folder.displayName, 'New Folder');
      assert.equal(folder.parentFolderId, 'media-root');
      assert.match(folder.id, /^[0-9A-Za-z_-]+$/, 'safe in a path');
    },
    cases: {
      all: {
        check: async ({ folder }, { world }) =>
          assert.equal(folder.parentFolderId, await world.id('folder')),
      },
      'edge: null parent': {
        check: ({ folder }) => {
          assert.equal(folder.displayName, 'é / "x"');
          assert.equal(folder.parentFolderId, 'media-root');
        },
      },
    },
  },
  'folders.generateFolderDownloadUrl': {
    prepare: async (world) => {
      const options = { parentFolderId: await world.id('folder') };
      await world.api.upload(jpeg(), 'image/jpeg', 'inside.jpg', options);
    },
    answer: shapes.archiveUrl,
    check: ({ downloadUrl }) => isZip(downloadUrl, 'Folder.zip', 'inside.jpg'),
    cases: {
      'edge: system folder': {
        check: ({ downloadUrl }) => isZip(downloadUrl, 'media-root.zip', 'inside.jpg'),
      },
    },
  },
  'folders.getFolder': {
    answer: shapes.oneFolder,
    check: async ({ folder }, { world }) => assert.equal(folder.id, await world.id('folder')),
    cases: {
      'edge: system folder': { check: ({ folder }) => assert.equal(folder.id, 'media-root') },
      // The slash in the ID makes it another path, which no route has.
      'edge: characters that need escaping are put in the path raw': {
        refused: { status: 404, code: 'NOT_FOUND' },
      },
    },
  },
  'folders.listDeletedFolders': {
    answer: shapes.pageOfFolders,
    prepare: twoTrashedFolders,
    check: lists('folders'),
    cases: { all: { check: (answer) => every(answer, 'folders', (one) => one.state === 'DELETED') } },
  },
  'folders.listFolders': {
    answer: shapes.pageOfFolders,
    prepare: (world) => twoFolders(world),
    check: lists('folders'),
    cases: {
      all: { prepare: async (world) => twoFolders(world, await world.id('folder')) },
      'edge: sort on SDK field name': {
        check: ({ folders }) => {
          const times = folders.map((folder) => folder.updatedDate);
          assert.deepEqual(times, times.toSorted(), 'oldest first');
        },
      },
    },
  },
  'folders.queryFolders': {
    answer: shapes.queriedFolders,
    prepare: async (world) => [...(await twoFolders(world)), ...(await twoTrashedFolders(world))],
    check: (answer) => every(answer, 'folders', (folder) => folder.state === 'OK'),
    cases: {
      'edge: typed query object': {
        check: (answer) => every(answer, 'folders', (folder) => folder.state === 'DELETED'),
      },
    },
  },
  'folders.searchFolders': {
    answer: shapes.pageOfFolders,
    prepare: (world) => twoFolders(world),
    check: lists('folders'),
    cases: { 'edge: cursor only': { prepare: (world) => twoFolders(world, 'visitor-uploads') } },
  },
  'folders.updateFolder': {
    answer: shapes.oneFolder,
    check: async ({ folder }, { world }) => {
      assert.equal(folder.id, await world.id('folder'));
      assert.equal(folder.displayName, 'Renamed');
      assert.equal(folder.parentFolderId, 'media-root');
    },
    cases: {
      'edge: whole folder as read': {
        check: async ({ folder }, { world }) => {
          assert.equal(folder.id, await world.id('folder'), 'a stray _id is ignored');
          assert.equal(folder.displayName, 'R');
          assert.notEqual(folder.createdDate, '2024-01-02T03:04:05.000Z');
        },
      },
    },
  },
};
