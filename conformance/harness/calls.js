// The call of the official client behind each recorded request, by method and case.
const JPEG = 'a1b2c3_00112233445566778899aabbccddeeff~mv2.jpg';
const PNG = 'a1b2c3_ffeeddccbbaa99887766554433221100~mv2.png';
const VIDEO = 'a1b2c3_0123456789abcdef0123456789abcdef';
const FOLDER = '7984b3c5454e4371a8bd4f4eedde96bc';
const IMAGE_URL = `wix:image://v1/${JPEG}/caf%C3%A9%20menu.jpg#originWidth=3024&originHeight=4032`;
const VIDEO_URL = `wix:video://v1/${VIDEO}/clip.mp4`;
const IMPORT = {
  mediaType: 'IMAGE',
  displayName: 'Pic é.jpeg',
  parentFolderId: FOLDER,
  private: true,
  labels: ['a', 'b c'],
  mimeType: 'image/jpeg',
  externalInfo: { origin: 'crm', externalIds: ['42', 'abc'] },
  urlParams: { token: 't1' },
  urlHeaders: { 'X-Key': 'v' },
  filePath: '/videos/2024/december',
};
const IMPORTS = [
  { url: 'https://example.com/pic', ...IMPORT },
  { url: 'https://example.com/b.jpg' },
];
const ONE_IMPORT = [{ url: 'https://example.com/a.jpg' }];

export const calls = {
  'files.bulkDeleteFiles': {
    minimal: ({ files }) => files.bulkDeleteFiles([JPEG]),
    all: ({ files }) => files.bulkDeleteFiles([JPEG, PNG], { permanent: true }),
    'edge: wix media URL, permanent false': ({ files }) =>
      files.bulkDeleteFiles([IMAGE_URL], { permanent: false }),
  },
  'files.bulkImportFile': {
    minimal: ({ files }) => files.bulkImportFile(ONE_IMPORT),
    all: ({ files }) => files.bulkImportFile(IMPORTS, { returnEntity: true }),
    'edge: returnEntity false': ({ files }) =>
      files.bulkImportFile(ONE_IMPORT, { returnEntity: false }),
  },
  'files.bulkImportFiles': {
    minimal: ({ files }) => files.bulkImportFiles(ONE_IMPORT),
    all: ({ files }) => files.bulkImportFiles(IMPORTS),
    'edge: empty list': ({ files }) => files.bulkImportFiles([]),
  },
  'files.bulkRestoreFilesFromTrashBin': {
    minimal: ({ files }) => files.bulkRestoreFilesFromTrashBin([JPEG]),
    all: ({ files }) => files.bulkRestoreFilesFromTrashBin([JPEG, PNG]),
    'edge: empty list': ({ files }) => files.bulkRestoreFilesFromTrashBin([]),
  },
  'files.generateFileDownloadUrl': {
    minimal: ({ files }) => files.generateFileDownloadUrl(JPEG),
    all: ({ files }) =>
      files.generateFileDownloadUrl(JPEG, {
        downloadFileName: 'my file.jpeg',
        expirationInMinutes: 60,
        expirationRedirectUrl: 'https://example.com/expired',
        assetKeys: ['src', '720p.mp4'],
        contentDisposition: 'INLINE',
      }),
    'edge: explicit nulls and wix media URL': ({ files }) =>
      files.generateFileDownloadUrl(IMAGE_URL, { downloadFileName: null, assetKeys: [] }),
  },
  'files.generateFileResumableUploadUrl': {
    minimal: ({ files }) => files.generateFileResumableUploadUrl('video/mp4'),
    all: ({ files }) =>
      files.generateFileResumableUploadUrl('video/mp4', {
        fileName: 'big.mp4',
        sizeInBytes: '73400320',
        parentFolderId: FOLDER,
        private: true,
        labels: ['a'],
        uploadProtocol: 'TUS',
        filePath: '/videos',
      }),
    'edge: externalInfo is not an option of this method and is dropped': ({ files }) =>
      files.generateFileResumableUploadUrl('video/mp4', { externalInfo: { origin: 'crm' } }),
  },
  'files.generateFileUploadUrl': {
    minimal: ({ files }) => files.generateFileUploadUrl('image/jpeg'),
    all: ({ files }) =>
      files.generateFileUploadUrl('image/jpeg', {
        fileName: 'My Pic é.jpeg',
        sizeInBytes: '15359',
        parentFolderId: FOLDER,
        private: true,
        labels: ['a', 'b'],
        externalInfo: { origin: 'crm', externalIds: ['42', 'abc'] },
        filePath: '/videos/2024/december',
      }),
    'edge: unknown options are dropped, nulls are kept': ({ files }) =>
      files.generateFileUploadUrl('application/octet-stream', {
        fileName: null,
        private: false,
        labels: [],
        unknown: 1,
      }),
  },
  'files.generateFilesDownloadUrl': {
    minimal: ({ files }) => files.generateFilesDownloadUrl([JPEG]),
    all: ({ files }) => files.generateFilesDownloadUrl([JPEG, PNG]),
    'edge: wix media URL as id': ({ files }) => files.generateFilesDownloadUrl([IMAGE_URL]),
  },
  'files.generateVideoStreamingUrl': {
    minimal: ({ files }) => files.generateVideoStreamingUrl(VIDEO),
    all: ({ files }) =>
      files.generateVideoStreamingUrl(VIDEO, { format: 'HLS', expirationInMinutes: 60 }),
    'edge: wix media URL, DASH': ({ files }) =>
      files.generateVideoStreamingUrl(VIDEO_URL, { format: 'DASH' }),
  },
  'files.getFileDescriptor': {
    minimal: ({ files }) => files.getFileDescriptor(JPEG),
    'edge: wix media URL as id': ({ files }) => files.getFileDescriptor(IMAGE_URL),
    'edge: empty id': ({ files }) => files.getFileDescriptor(''),
  },
  'files.getFileDescriptors': {
    minimal: ({ files }) => files.getFileDescriptors([JPEG]),
    all: ({ files }) => files.getFileDescriptors([JPEG, PNG]),
    'edge: wix media URL and empty array entry': ({ files }) =>
      files.getFileDescriptors([IMAGE_URL, '']),
  },
  'files.importFile': {
    minimal: ({ files }) => files.importFile('https://example.com/pic.jpg'),
    all: ({ files }) => files.importFile('https://example.com/pic', IMPORT),
    'edge: _id-like keys inside urlParams are renamed by the client': ({ files }) =>
      files.importFile('https://example.com/pic.jpg', {
        private: null,
        urlParams: { a: 1, _id: '7' },
        urlHeaders: {},
      }),
  },
  'files.listDeletedFiles': {
    'minimal: no query at all': ({ files }) => files.listDeletedFiles(),
    all: ({ files }) =>
      files.listDeletedFiles({
        parentFolderId: 'trash-root',
        mediaTypes: ['AUDIO', 'DOCUMENT'],
        private: false,
        sort: { fieldName: 'updatedDate', order: 'DESC' },
        paging: { limit: 100 },
      }),
    'edge: cursor only': ({ files }) => files.listDeletedFiles({ paging: { cursor: 'CUR' } }),
  },
  'files.listFiles': {
    'minimal: no query at all': ({ files }) => files.listFiles(),
    all: ({ files }) =>
      files.listFiles({
        parentFolderId: FOLDER,
        mediaTypes: ['IMAGE', 'VIDEO'],
        private: true,
        sort: { fieldName: 'displayName', order: 'ASC' },
        paging: { limit: 50, cursor: 'b2Zm+/c2V0=' },
      }),
    'edge: private false, empty media types, cursor only': ({ files }) =>
      files.listFiles({ mediaTypes: [], private: false, paging: { cursor: 'CUR' } }),
    'edge: SDK field name in sort is renamed; origin and selectItemsBy': ({ files }) =>
      files.listFiles({
        sort: {
          fieldName: '_updatedDate',
          order: 'DESC',
          origin: { latitude: 1.5, longitude: 2 },
          selectItemsBy: [{ a: '1' }],
        },
      }),
  },
  'files.queryFileDescriptors': {
    'minimal: builder with no conditions': ({ files }) => files.queryFileDescriptors().find(),
    'all: builder': ({ files }) =>
      files
        .queryFileDescriptors()
        .in('mediaType', ['IMAGE', 'VIDEO'])
        .eq('private', false)
        .eq('state', 'OK')
        .descending('_updatedDate')
        .limit(20)
        .find(),
    'edge: typed query object': ({ files }) =>
      files.queryFileDescriptors({
        filter: { mediaType: { $in: ['IMAGE'] }, private: true },
        sort: [{ fieldName: '_updatedDate', order: 'ASC' }],
        cursorPaging: { limit: 5 },
      }),
    'edge: next page through the iterator (the first request of the pair is page 1)': async ({
      files,
    }) => (await files.queryFileDescriptors().ascending('displayName').limit(2).find()).next(),
    'edge: skipTo': ({ files }) => files.queryFileDescriptors().skipTo('CUR').find(),
    'edge: typed query, empty object': ({ files }) => files.queryFileDescriptors({}),
  },
  'files.searchFiles': {
    minimal: ({ files }) => files.searchFiles(),
    all: ({ files }) =>
      files.searchFiles({
        search: 'leon',
        rootFolder: 'MEDIA_ROOT',
        mediaTypes: ['IMAGE'],
        private: false,
        sort: { fieldName: 'sizeInBytes', order: 'DESC' },
        paging: { limit: 10 },
      }),
    'edge: cursor only, sort on SDK field name': ({ files }) =>
      files.searchFiles({
        rootFolder: 'TRASH_ROOT',
        sort: { fieldName: '_updatedDate', order: 'ASC' },
        paging: { cursor: 'CUR' },
      }),
  },
  'files.updateFileDescriptor': {
    'minimal: no field mask is sent': ({ files }) =>
      files.updateFileDescriptor({ _id: JPEG, displayName: 'new name.jpg' }),
    'all writable fields': ({ files }) =>
      files.updateFileDescriptor({
        _id: JPEG,
        displayName: 'new name.jpg',
        parentFolderId: FOLDER,
        labels: ['x', 'y'],
        internalTags: ['t'],
      }),
    'edge: a whole descriptor as read, with transformed media and Date values': ({ files }) =>
      files.updateFileDescriptor({
        _id: JPEG,
        displayName: 'leon.jpg',
        parentFolderId: 'media-root',
        labels: [],
        mediaType: 'IMAGE',
        _createdDate: new Date('2024-01-02T03:04:05.678Z'),
        _updatedDate: new Date('2024-01-02T03:04:05.678Z'),
        media: {
          image: {
            image: IMAGE_URL,
            faces: [{ confidence: Infinity, x: 1, y: 2, height: 3, width: 4 }],
          },
        },
      }),
    'edge: video, audio and document media sent back': async ({ files }) => {
      for (const media of [
        {
          video:
            `${VIDEO_URL}#posterUri=${VIDEO}f000.jpg&posterWidth=1280&posterHeight=720`,
        },
        { audio: { _id: VIDEO, assets: [`wix:audio://v1/${VIDEO}.mp3/song.mp3#duration=12`] } },
        { document: `wix:document://v1/${VIDEO}.pdf/a%20b.pdf` },
      ]) {
        await files.updateFileDescriptor({ _id: VIDEO, media });
      }
    },
    'edge: a fieldMask inside file stays there': ({ files }) =>
      files.updateFileDescriptor({ _id: JPEG, displayName: 'n.jpg', fieldMask: ['displayName'] }),
  },
  'folders.bulkDeleteFolders': {
    minimal: ({ folders }) => folders.bulkDeleteFolders([FOLDER]),
    all: ({ folders }) => folders.bulkDeleteFolders([FOLDER, 'f2'], { permanent: true }),
    'edge: empty list': ({ folders }) => folders.bulkDeleteFolders([]),
  },
  'folders.bulkRestoreFoldersFromTrashBin': {
    minimal: ({ folders }) => folders.bulkRestoreFoldersFromTrashBin([FOLDER]),
    all: ({ folders }) => folders.bulkRestoreFoldersFromTrashBin([FOLDER, 'f2']),
    'edge: empty list': ({ folders }) => folders.bulkRestoreFoldersFromTrashBin([]),
  },
  'folders.createFolder': {
    minimal: ({ folders }) => folders.createFolder('New Folder'),
    all: ({ folders }) => folders.createFolder('New Folder', { parentFolderId: FOLDER }),
    'edge: null parent': ({ folders }) =>
      folders.createFolder('é / "x"', { parentFolderId: null }),
  },
  'folders.generateFolderDownloadUrl': {
    'minimal: id is in the path AND in the body': ({ folders }) =>
      folders.generateFolderDownloadUrl(FOLDER),
    'edge: system folder': ({ folders }) => folders.generateFolderDownloadUrl('media-root'),
  },
  'folders.getFolder': {
    'minimal: id is in the path AND repeated in the query': ({ folders }) =>
      folders.getFolder(FOLDER),
    'edge: system folder': ({ folders }) => folders.getFolder('media-root'),
    'edge: characters that need escaping are put in the path raw': ({ folders }) =>
      folders.getFolder('a b/é?x'),
  },
  'folders.listDeletedFolders': {
    minimal: ({ folders }) => folders.listDeletedFolders(),
    all: ({ folders }) =>
      folders.listDeletedFolders({
        parentFolderId: 'trash-root',
        sort: { fieldName: 'displayName', order: 'DESC' },
        paging: { limit: 10 },
      }),
    'edge: cursor only': ({ folders }) => folders.listDeletedFolders({ paging: { cursor: 'CUR' } }),
  },
  'folders.listFolders': {
    minimal: ({ folders }) => folders.listFolders(),
    all: ({ folders }) =>
      folders.listFolders({
        parentFolderId: FOLDER,
        sort: { fieldName: 'displayName', order: 'ASC' },
        paging: { limit: 50, cursor: 'CUR' },
      }),
    'edge: sort on SDK field name': ({ folders }) =>
      folders.listFolders({ sort: { fieldName: '_updatedDate' } }),
  },
  'folders.queryFolders': {
    'minimal: builder with no conditions': ({ folders }) => folders.queryFolders().find(),
    'all: builder': ({ folders }) =>
      folders.queryFolders().eq('state', 'OK').ascending('displayName').limit(10).find(),
    'edge: typed query object': ({ folders }) =>
      folders.queryFolders({
        filter: { state: 'DELETED' },
        sort: [{ fieldName: '_updatedDate', order: 'DESC' }],
        cursorPaging: { limit: 5 },
      }),
  },
  'folders.searchFolders': {
    minimal: ({ folders }) => folders.searchFolders(),
    all: ({ folders }) =>
      folders.searchFolders({
        rootFolder: 'MEDIA_ROOT',
        sort: { fieldName: '_updatedDate', order: 'DESC' },
        paging: { limit: 20 },
        search: '2024',
      }),
    'edge: cursor only': ({ folders }) =>
      folders.searchFolders({ rootFolder: 'VISITOR_UPLOADS_ROOT', paging: { cursor: 'CUR' } }),
  },
  'folders.updateFolder': {
    'minimal: no field mask is sent': ({ folders }) =>
      folders.updateFolder(FOLDER, { displayName: 'Renamed' }),
    'all writable fields': ({ folders }) =>
      folders.updateFolder(FOLDER, { displayName: 'Renamed', parentFolderId: 'media-root' }),
    'edge: whole folder as read': ({ folders }) =>
      folders.updateFolder(FOLDER, {
        _id: 'other',
        displayName: 'R',
        parentFolderId: 'media-root',
        state: 'OK',
        siteId: '11111111-2222-4333-8444-555555555555',
        _createdDate: new Date('2024-01-02T03:04:05.000Z'),
        _updatedDate: new Date('2024-01-02T03:04:05.000Z'),
      }),
  },
};
