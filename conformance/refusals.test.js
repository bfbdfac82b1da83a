// What a user of the official client sees when something is refused: status, code, fields, request.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { connectToNewSite, ways } from './harness/clients.js';
import { startServer } from './harness/server.js';

const server = await startServer();
after(() => server.stop());

const UNKNOWN_FILE = 'abcdef_0123456789abcdef0123456789abcdef~mv2.jpg';
const long = (length) => 'x'.repeat(length);

for (const [i, way] of ways.entries()) {
  describe(way.name, () => {
    let client;
    before(async () => {
      client = await connectToNewSite(way, server, `refusals-${i}`);
    });

    const refusal = (promise) =>
      promise.then(
        (answer) => assert.fail(`was not refused: ${JSON.stringify(answer)}`),
        (error) => {
          assert.match(error.requestId ?? '', /^[\w.-]{1,64}$/, `request ID; ${error.message}`);
          return error;
        },
      );

    const applicationErrors = [
      {
        what: 'a file that is not there',
        call: ({ files }) => files.getFileDescriptor(UNKNOWN_FILE),
        status: 404, code: 'RESOURCE_NOT_FOUND',
      },
      {
        what: 'an ID that climbs out of folders',
        call: ({ files }) => files.getFileDescriptor('../../etc/passwd'),
        status: 404, code: 'RESOURCE_NOT_FOUND',
      },
      {
        what: 'several files none of which is there',
        call: ({ files }) => files.getFileDescriptors([UNKNOWN_FILE, 'x']),
        status: 404, code: 'RESOURCE_NOT_FOUND',
      },
      {
        what: 'an update of a file that is not there',
        call: ({ files }) => files.updateFileDescriptor({ _id: UNKNOWN_FILE, displayName: 'a' }),
        status: 404, code: 'RESOURCE_NOT_FOUND',
      },
      {
        what: 'a download of a file that is not there',
        call: ({ files }) => files.generateFileDownloadUrl(UNKNOWN_FILE),
        status: 404, code: 'RESOURCE_NOT_FOUND',
      },
      {
        what: 'a folder that is not there',
        call: ({ folders }) => folders.getFolder('0123456789abcdef0123456789abcdef'),
        status: 404, code: 'RESOURCE_NOT_FOUND',
      },
      {
        what: 'a sort that files do not have',
        call: ({ files }) => files.listFiles({ sort: { fieldName: 'colour' } }),
        status: 400, code: 'UNSUPPORTED_SORT_VALUE',
        allowedValues: ['displayName', 'sizeInBytes', 'updatedDate'],
      },
      {
        what: 'a sort that searches do not have',
        call: ({ files }) => files.searchFiles({ sort: { fieldName: 'mimeType' } }),
        status: 400, code: 'UNSUPPORTED_SORT_VALUE',
        allowedValues: ['displayName', 'sizeInBytes', 'updatedDate'],
      },
      {
        what: 'a media type that files do not have',
        call: ({ files }) => files.listDeletedFiles({ mediaTypes: ['HOLOGRAM'] }),
        status: 400, code: 'UNSUPPORTED_MEDIA_TYPE',
      },
    ];
    for (const { what, call, status, code, allowedValues } of applicationErrors) {
      test(`${what}: ${status} ${code}`, async () => {
        const error = await refusal(call(client));
        assert.equal(error.status, status, error.message);
        assert.equal(error.details.applicationError?.code, code, error.message);
        assert.ok(error.details.applicationError.description);
        if (allowedValues) {
          const allowed = error.details.applicationError.data.allowedValues;
          assert.deepEqual(allowed.toSorted(), allowedValues);
        }
      });
    }

    const violations = [
      {
        what: 'a page that is too large',
        call: ({ files }) => files.listFiles({ paging: { limit: 101 } }),
        fields: { 'options.paging.limit': 'MAX' },
      },
      {
        what: 'a page of less than nothing',
        call: ({ files }) => files.searchFiles({ paging: { limit: -1 } }),
        fields: { 'options.paging.limit': 'MIN' },
      },
      {
        what: 'a search that is too long',
        call: ({ files }) => files.searchFiles({ search: long(201) }),
        fields: { 'options.search': 'MAX_LENGTH' },
      },
      {
        what: 'an ID that is too long',
        call: ({ files }) => files.getFileDescriptor(long(2000)),
        fields: { fileId: 'MAX_LENGTH' },
      },
      {
        what: 'a list of no files',
        call: ({ files }) => files.getFileDescriptors([]),
        fields: { fileIds: 'MIN_SIZE' },
      },
      {
        what: 'a list of too many files',
        call: ({ files }) => files.getFileDescriptors(new Array(101).fill(UNKNOWN_FILE)),
        fields: { fileIds: 'MAX_SIZE' },
      },
      {
        what: 'a list of too many folders',
        call: ({ folders }) => folders.bulkDeleteFolders(new Array(101).fill('f')),
        fields: { folderIds: 'MAX_SIZE' },
      },
      {
        what: 'a disposition that is none',
        call: ({ files }) =>
          files.generateFileDownloadUrl(UNKNOWN_FILE, { contentDisposition: 'SOMEHOW' }),
        fields: { 'options.contentDisposition': 'INVALID_ENUM_VALUE' },
      },
      {
        what: 'a sort that folders do not have',
        call: ({ folders }) => folders.listFolders({ sort: { fieldName: 'sizeInBytes' } }),
        fields: { 'options.sort.fieldName': 'INVALID_ENUM_VALUE' },
      },
      {
        what: 'all that is wrong, at once',
        call: ({ files }) =>
          files.generateFileDownloadUrl(long(1001), {
            downloadFileName: long(101),
            expirationInMinutes: 525601,
          }),
        fields: {
          fileId: 'MAX_LENGTH',
          'options.downloadFileName': 'MAX_LENGTH',
          'options.expirationInMinutes': 'MAX',
        },
      },
      {
        what: 'names and labels that are too long',
        call: ({ files }) =>
          files.updateFileDescriptor({
            _id: UNKNOWN_FILE,
            displayName: long(256),
            labels: new Array(101).fill('x'),
          }),
        fields: { 'file.displayName': 'MAX_LENGTH', 'file.labels': 'MAX_SIZE' },
      },
    ];
    for (const { what, call, fields } of violations) {
      test(`${what}: 400 for ${Object.keys(fields).join(', ')}`, async () => {
        const error = await refusal(call(client));
        assert.equal(error.status, 400, error.message);
        const told = error.details.validationError?.fieldViolations;
        assert.ok(told, error.message);
        const rules = Object.fromEntries(told.map((one) => [one.field, one.violatedRule]));
        assert.deepEqual(rules, fields);
        assert.ok(told.every((one) => one.description));
      });
    }

    const queries = {
      'a field that cannot be filtered by': { displayName: 'a' },
      'an operator that is none': { mediaType: { $ne: 'IMAGE' } },
      'a value that is none': { mediaType: 'HOLOGRAM' },
    };
    for (const [what, filter] of Object.entries(queries)) {
      test(`a query with ${what}: 400`, async () => {
        const error = await refusal(client.files.queryFileDescriptors({ filter }));
        assert.equal(error.status, 400, error.message);
        const fields = error.details.validationError.fieldViolations.map((one) => one.field);
        assert.equal(fields.length, 1);
        assert.match(fields[0], /filter/);
      });
    }

    test('a query with two sorts: 400', async () => {
      const query = client.files.queryFileDescriptors().ascending('displayName', '_updatedDate');
      const error = await refusal(query.find());
      assert.equal(error.status, 400);
      const [violation] = error.details.validationError.fieldViolations;
      assert.equal(violation.violatedRule, 'MAX_SIZE');
    });

    test('a cursor of another method: 400', async () => {
      for (const name of ['1', '2']) await client.folders.createFolder(name);
      const { nextCursor } = await client.folders.listFolders({ paging: { limit: 1 } });
      const cursor = nextCursor.cursors.next;
      assert.ok(cursor);
      const error = await refusal(client.folders.searchFolders({ paging: { cursor } }));
      assert.equal(error.status, 400);
      const fields = error.details.validationError.fieldViolations.map((one) => one.field);
      assert.deepEqual(fields, ['options.paging.cursor']);
    });
  });
}
