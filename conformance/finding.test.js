// The official client lists, searches and queries files over several pages.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  allPages, connectToNewSite, idsOf, namesOf, upload, ways,
} from './harness/clients.js';
import { jpeg, pdf, png, text } from './harness/samples.js';
import { startServer } from './harness/server.js';

const server = await startServer();
after(() => server.stop());

const padded = (bytes, length) => Buffer.concat([bytes, Buffer.alloc(length, ' ')]);

/** Uploaded in this order, so that they are ordered by time; sizes and names are in other orders. */
const shelf = [
  { bytes: padded(pdf(), 300), mimeType: 'application/pdf', name: 'beta report.pdf' },
  { bytes: jpeg(), mimeType: 'image/jpeg', name: 'Alpha Café.jpg', labels: ['sunset', 'sea side'] },
  { bytes: padded(text(), 900), mimeType: 'text/plain', name: 'delta.txt' },
  { bytes: png(), mimeType: 'image/png', name: 'Épsilon.png', isPrivate: true },
  { bytes: padded(text(), 600), mimeType: 'text/plain', name: 'CHARLIE notes.txt' },
];

for (const [i, way] of ways.entries()) {
  describe(way.name, () => {
    let client;
    let folderId;
    const made = [];

    before(async () => {
      client = await connectToNewSite(way, server, `finding-${i}`);
      folderId = (await client.folders.createFolder('Shelf')).folder._id;
      for (const { bytes, mimeType, name, labels, isPrivate } of shelf) {
        const options = { parentFolderId: folderId, labels, private: isPrivate };
        made.push(await upload(client, bytes, mimeType, name, options));
      }
    });

    const listed = (options) =>
      client.files.listFiles({ parentFolderId: folderId, ...options }).then(({ files }) => files);
    const found = async (search, options) =>
      namesOf((await client.files.searchFiles({ search, ...options })).files).sort();

    const orders = {
      displayName: (a, b) => a.displayName.toLowerCase() < b.displayName.toLowerCase() ? -1 : 1,
      sizeInBytes: (a, b) => Number(a.sizeInBytes) - Number(b.sizeInBytes),
      _updatedDate: (a, b) => a._updatedDate - b._updatedDate || (a._id < b._id ? -1 : 1),
    };
    for (const fieldName of Object.keys(orders)) {
      for (const order of ['ASC', 'DESC']) {
        test(`lists page after page by ${fieldName} ${order}`, async () => {
          const expected = made.toSorted(orders[fieldName]);
          if (order === 'DESC') expected.reverse();
          const pages = await allPages((options) => client.files.listFiles(options), {
            parentFolderId: folderId,
            sort: { fieldName, order },
            paging: { limit: 2 },
          });
          assert.deepEqual(pages.map((page) => page.length), [2, 2, 1]);
          assert.deepEqual(namesOf(pages.flat()), namesOf(expected));
        });
      }
    }

    test('lists the newest first when not asked for an order', async () => {
      assert.deepEqual(idsOf(await listed()), idsOf(made).reverse());
    });

    test('lists what is directly in the folder only', async () => {
      const { files } = await client.files.listFiles();
      assert.deepEqual(files, []);
    });

    test('lists by media type and by privacy', async () => {
      const images = await listed({ mediaTypes: ['IMAGE'] });
      assert.deepEqual(namesOf(images).sort(), ['Alpha Café.jpg', 'Épsilon.png']);
      assert.equal((await listed({ mediaTypes: ['IMAGE', 'DOCUMENT'] })).length, 5);
      assert.deepEqual(await listed({ mediaTypes: ['VIDEO'] }), []);
      assert.deepEqual(namesOf(await listed({ private: true })), ['Épsilon.png']);
      assert.equal((await listed({ private: false })).length, 4);
    });

    test('answers the last page with no cursor', async () => {
      const { nextCursor } = await client.files.listFiles({ parentFolderId: folderId });
      assert.deepEqual(nextCursor, { cursors: { next: '' }, hasNext: false });
    });

    test('searches names by a part of a word, whatever the case and the accents', async () => {
      assert.deepEqual(await found('epor'), ['beta report.pdf']);
      assert.deepEqual(await found('charlie NOTES'), ['CHARLIE notes.txt']);
      assert.deepEqual(await found('cafe'), ['Alpha Café.jpg']);
      assert.deepEqual(await found('CAFÉ'), ['Alpha Café.jpg']);
      assert.deepEqual(await found('epsilon'), ['Épsilon.png']);
      assert.deepEqual(await found('de'), ['delta.txt']);
      assert.deepEqual(await found('nothing like it'), []);
      assert.deepEqual(await found('100%'), []);
    });

    test('searches labels and MIME types, too', async () => {
      assert.deepEqual(await found('sunset'), ['Alpha Café.jpg']);
      assert.deepEqual(await found('image/png'), ['Épsilon.png']);
    });

    test('searches the whole tree, page after page, within media type and privacy', async () => {
      const pages = await allPages((options) => client.files.searchFiles(options), {
        sort: { fieldName: 'sizeInBytes', order: 'ASC' },
        paging: { limit: 3 },
      });
      assert.deepEqual(namesOf(pages.flat()), namesOf(made.toSorted(orders.sizeInBytes)));
      assert.deepEqual(await found('a', { mediaTypes: ['IMAGE'], private: false }), [
        'Alpha Café.jpg',
      ]);
      assert.deepEqual(await found('alpha', { rootFolder: 'TRASH_ROOT' }), []);
      assert.deepEqual(await found('alpha', { rootFolder: 'VISITOR_UPLOADS_ROOT' }), []);
    });

    test('queries by conditions and goes forth and back', async () => {
      const first = await client.files
        .queryFileDescriptors()
        .in('mediaType', ['DOCUMENT'])
        .eq('private', false)
        .ascending('displayName')
        .limit(2)
        .find();
      assert.deepEqual(namesOf(first.items), ['beta report.pdf', 'CHARLIE notes.txt']);
      assert.equal(first.hasNext(), true);
      assert.equal(first.hasPrev(), false);
      const second = await first.next();
      assert.deepEqual(namesOf(second.items), ['delta.txt']);
      assert.equal(second.hasNext(), false);
      assert.equal(second.hasPrev(), true);
      const back = await second.prev();
      assert.deepEqual(idsOf(back.items), idsOf(first.items));
    });

    test('queries all, by one condition, and by none that can be met', async () => {
      const query = () => client.files.queryFileDescriptors();
      const every = await query().find();
      assert.deepEqual(idsOf(every.items), idsOf(made).reverse());
      const hidden = await query().eq('private', true).find();
      assert.deepEqual(namesOf(hidden.items), ['Épsilon.png']);
      const images = await query().eq('mediaType', 'IMAGE').descending('sizeInBytes').find();
      assert.equal(images.items.length, 2);
      const none = await query().eq('state', 'DELETED').find();
      assert.deepEqual(none.items, []);
      assert.equal(none.hasNext(), false);
    });

    test('queries by an object', async () => {
      const { files, pagingMetadata } = await client.files.queryFileDescriptors({
        filter: { mediaType: { $in: ['IMAGE'] }, private: false },
        sort: [{ fieldName: '_updatedDate', order: 'DESC' }],
        cursorPaging: { limit: 5 },
      });
      assert.deepEqual(namesOf(files), ['Alpha Café.jpg']);
      assert.equal(pagingMetadata.hasNext, false);
    });

    test('gets several files in the order asked for, without those that are not there', async () => {
      const ids = idsOf(made);
      const unknown = 'abcdef_0123456789abcdef0123456789abcdef.pdf';
      const { files } = await client.files.getFileDescriptors([ids[3], unknown, ids[0]]);
      assert.deepEqual(idsOf(files), [ids[3], ids[0]]);
    });
  });
}
