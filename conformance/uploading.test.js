// The official client brings files in, reads what became of them and gets the bytes out again.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { bytesOf, connectToNewSite, sha256, upload, ways } from './harness/clients.js';
import { put } from './harness/api.js';
import * as samples from './harness/samples.js';
import { startServer } from './harness/server.js';

const server = await startServer();
after(() => server.stop());

const kinds = [
  {
    what: 'a JPEG', bytes: samples.jpeg, mimeType: 'image/jpeg', name: 'Café menu.jpg',
    mediaType: 'IMAGE', id: /^[0-9a-z]{6}_[0-9a-z]{32}~mv2\.jpg$/, path: (id) => `/media/${id}`,
    media: (id) => ({ image: { image: `wix:image://v1/${id}/Caf%C3%A9%20menu.jpg#originWidth=16&originHeight=8` } }),
  },
  {
    what: 'a PNG', bytes: samples.png, mimeType: 'image/png', name: 'drawing.png',
    mediaType: 'IMAGE', id: /^[0-9a-z]{6}_[0-9a-z]{32}~mv2\.png$/, path: (id) => `/media/${id}`,
    media: (id) => ({ image: { image: `wix:image://v1/${id}/drawing.png#originWidth=12&originHeight=10` } }),
  },
  {
    what: 'a PDF', bytes: samples.pdf, mimeType: 'application/pdf', name: 'a b.pdf',
    mediaType: 'DOCUMENT', id: /^[0-9a-z]{6}_[0-9a-z]{32}\.pdf$/, path: (id) => `/ugd/${id}`,
    media: (id) => ({ document: `wix:document://v1/${id}/a%20b.pdf` }),
  },
  {
    what: 'a text', bytes: samples.text, mimeType: 'text/plain', name: 'notes.txt',
    mediaType: 'DOCUMENT', id: /^[0-9a-z]{6}_[0-9a-z]{32}\.txt$/, path: (id) => `/ugd/${id}`,
    media: (id) => ({ document: `wix:document://v1/${id}/notes.txt` }),
  },
  {
    what: 'a ZIP', bytes: samples.zip, mimeType: 'application/zip', name: 'all.zip',
    mediaType: 'ARCHIVE', id: /^[0-9a-z]{6}_[0-9a-z]{32}\.zip$/, path: (id) => `/archives/${id}`,
    media: (id) => ({ archive: { _id: id, filename: 'all.zip' } }),
  },
  {
    what: 'an SVG', bytes: samples.svg, mimeType: 'image/svg+xml', name: 'logo.svg',
    mediaType: 'VECTOR', id: /^[0-9a-z]{6}_[0-9a-z]{32}\.svg$/, path: (id) => `/shapes/${id}`,
    media: (id) => ({ vector: { image: `wix:image://v1/${id}/logo.svg#originWidth=40&originHeight=30` } }),
  },
  {
    what: 'a sound', bytes: samples.wav, mimeType: 'audio/wav', name: 'silence.wav',
    mediaType: 'AUDIO', id: /^[0-9a-z]{6}_[0-9a-z]{32}\.wav$/, path: (id) => `/mp3/${id}`,
    media: (id) => ({ audio: { _id: id } }),
  },
];

/** Every field of the pattern has its value; other fields do not matter. */
function assertHas(actual, pattern) {
  for (const [name, value] of Object.entries(pattern)) {
    if (typeof value === 'object') assertHas(actual[name], value);
    else assert.equal(actual[name], value, name);
  }
}

async function refusal(promise) {
  const error = await promise.then(() => assert.fail('was not refused'), (refused) => refused);
  return { status: error.status, code: error.details?.applicationError?.code };
}

for (const [i, way] of ways.entries()) {
  describe(way.name, () => {
    let client;
    before(async () => {
      client = await connectToNewSite(way, server, `uploading-${i}`);
    });

    for (const kind of kinds) {
      test(`uploads ${kind.what} and reads it back byte for byte`, async () => {
        const bytes = kind.bytes();
        const file = await upload(client, bytes, kind.mimeType, kind.name, { labels: ['a', 'b c'] });
        assert.match(file._id, kind.id);
        assert.equal(file.displayName, kind.name);
        assert.equal(file.mediaType, kind.mediaType);
        assert.equal(file.operationStatus, 'READY');
        assert.equal(file.state, 'OK');
        assert.equal(file.private, false);
        assert.equal(file.parentFolderId, 'media-root');
        assert.equal(file.siteId, `uploading-${i}`);
        assert.equal(file.sizeInBytes, String(bytes.length));
        assert.equal(file.hash, sha256(bytes));
        assert.deepEqual(file.labels, ['a', 'b c']);
        assert.ok(file._createdDate instanceof Date && file._updatedDate instanceof Date);
        assert.equal(file.url, server.origin + kind.path(file._id));
        assertHas(file.media, kind.media(file._id));
        const response = await fetch(file.url);
        assert.equal(response.headers.get('content-type').split(';')[0], kind.mimeType);
        assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
        assert.deepEqual(Buffer.from(await response.arrayBuffer()), bytes);
        assert.ok((await bytesOf(file.thumbnailUrl)).length > 0);
      });
    }

    test('finds the type of a file that is only said to be bytes', async () => {
      const file = await upload(client, samples.png(), 'application/octet-stream', 'picture.png');
      assert.equal(file.mediaType, 'IMAGE');
      assert.equal(file.mimeType, 'image/png');
    });

    test('takes the name from the upload when none was told before', async () => {
      const { uploadUrl } = await client.files.generateFileUploadUrl('application/pdf');
      const named = `${uploadUrl}?filename=${encodeURIComponent('été 1.pdf')}`;
      const { id } = await put(named, samples.pdf(), 'application/pdf');
      assert.equal((await client.files.getFileDescriptor(id)).displayName, 'été 1.pdf');
    });

    test('makes the folders of a file path, once', async () => {
      const options = { filePath: '/videos/2024' };
      const first = await upload(client, samples.pdf(), 'application/pdf', '1.pdf', options);
      const second = await upload(client, samples.pdf(), 'application/pdf', '2.pdf', options);
      assert.equal(first.parentFolderId, second.parentFolderId);
      const year = await client.folders.getFolder(first.parentFolderId);
      assert.equal(year.displayName, '2024');
      const videos = await client.folders.getFolder(year.parentFolderId);
      assert.equal(videos.displayName, 'videos');
      assert.equal(videos.parentFolderId, 'media-root');
    });

    test('lets an upload URL be used once', async () => {
      const { uploadUrl } = await client.files.generateFileUploadUrl('image/png');
      await put(uploadUrl, samples.png(), 'image/png');
      const again = await fetch(uploadUrl, { method: 'PUT', body: samples.png() });
      assert.equal(again.status, 409);
      assert.equal(
        (await again.json()).details.applicationError.code,
        'UPLOAD_ALREADY_COMPLETED',
      );
    });

    test('refuses a changed upload URL, and bytes of another type', async () => {
      const { uploadUrl } = await client.files.generateFileUploadUrl('image/png');
      const changed = uploadUrl.slice(0, -4) + (uploadUrl.endsWith('AAAA') ? 'BBBB' : 'AAAA');
      const forged = await fetch(changed, { method: 'PUT', body: samples.png() });
      assert.equal(forged.status, 403);
      assert.equal((await forged.json()).details.applicationError.code, 'UPLOAD_TOKEN_INVALID');
      const headers = { 'Content-Type': 'image/png' };
      const other = await fetch(uploadUrl, { method: 'PUT', headers, body: samples.pdf() });
      assert.equal(other.status, 400);
      assert.equal((await other.json()).details.applicationError.code, 'MISMATCH_MIME_TYPE');
    });

    test('keeps a private file from everybody but the holder of a download URL', async () => {
      const bytes = samples.jpeg();
      const file = await upload(client, bytes, 'image/jpeg', 'secret.jpg', { private: true });
      assert.equal(file.private, true);
      const publicly = await fetch(file.url);
      assert.equal(publicly.status, 403);
      assert.equal((await publicly.json()).details.applicationError.code, 'PERMISSION_DENIED');
      assert.equal((await fetch(file.thumbnailUrl)).status, 200);
      const { downloadUrls } = await client.files.generateFileDownloadUrl(file._id);
      assert.deepEqual(await bytesOf(downloadUrls[0].url), bytes);
    });

    test('downloads under the wanted name, as an attachment or inline', async () => {
      const bytes = samples.png();
      const file = await upload(client, bytes, 'image/png', 'drawing.png');
      const disposition = async (options) => {
        const { downloadUrls } = await client.files.generateFileDownloadUrl(file._id, options);
        assert.equal(downloadUrls[0].assetKey, 'src');
        const response = await fetch(downloadUrls[0].url);
        assert.deepEqual(Buffer.from(await response.arrayBuffer()), bytes);
        return response.headers.get('content-disposition');
      };
      assert.equal(await disposition(), 'attachment; filename="drawing.png"');
      assert.equal(
        await disposition({ downloadFileName: 'été "1".png', expirationInMinutes: 1 }),
        `attachment; filename="_t_ _1_.png"; filename*=UTF-8''%C3%A9t%C3%A9%20%221%22.png`,
      );
      assert.match(await disposition({ contentDisposition: 'INLINE' }), /^inline; /);
    });

    test('refuses a changed download URL, and does not redirect because of it', async () => {
      const file = await upload(client, samples.png(), 'image/png', 'drawing.png');
      const { downloadUrls } = await client.files.generateFileDownloadUrl(file._id, {
        expirationRedirectUrl: 'https://example.com/expired',
      });
      const changed = `${downloadUrls[0].url.slice(0, -4)}AAAA`;
      const response = await fetch(changed, { redirect: 'manual' });
      assert.equal(response.status, 403);
      assert.equal((await response.json()).details.applicationError.code, 'DOWNLOAD_TOKEN_INVALID');
    });

    test('is told before the upload what cannot be uploaded', async () => {
      const mint = (...options) => refusal(client.files.generateFileUploadUrl(...options));
      assert.deepEqual(await mint('image/png', { fileName: 'a.pdf' }), {
        status: 400, code: 'MISMATCH_MIME_TYPE',
      });
      assert.deepEqual(await mint('image/png', { sizeInBytes: '0' }), {
        status: 400, code: 'ZERO_FILE_SIZE',
      });
      assert.deepEqual(await mint('image/png', { sizeInBytes: '60000000000' }), {
        status: 400, code: 'FILE_SIZE_OVER_LIMIT',
      });
      assert.deepEqual(await mint('application/x-msdownload', { fileName: 'a.exe' }), {
        status: 400, code: 'UNSUPPORTED_FILE_FORMAT',
      });
    });
  });
}
