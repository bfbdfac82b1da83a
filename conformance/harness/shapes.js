// What answers must look like: required and optional fields with their types. A field that no type
// has, a null, or a missing field fails with its path.
import assert from 'node:assert/strict';

const fail = (path, problem) => assert.fail(`${path || 'the answer'} ${problem}`);

const is = (what, test) => (value, path) => {
  if (!test(value)) fail(path, `must be ${what}, is ${JSON.stringify(value)}`);
};

const matching = (what, pattern) =>
  is(what, (value) => typeof value === 'string' && pattern.test(value));
const oneOf = (...words) => is(`one of ${words.join(' ')}`, (value) => words.includes(value));
const string = is('a string', (value) => typeof value === 'string');
const filled = matching('a string that is not empty', /[^]/);
const bool = is('true or false', (value) => typeof value === 'boolean');
const count = is('a whole number', (value) => Number.isInteger(value) && value >= 0);
const number = is('a number', (value) => typeof value === 'number');
const decimal = matching('a decimal number as a string', /^(-1|\d+)$/);
const timestamp = matching(
  'a time in UTC with milliseconds',
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
);
const absoluteUrl = matching('an absolute URL', /^https?:\/\/[^/]+\/./);
const assetUrl = matching('an absolute URL or empty', /^(https?:\/\/[^/]+\/.+)?$/);

const array = (item) => (value, path) => {
  if (!Array.isArray(value)) fail(path, `must be an array, is ${JSON.stringify(value)}`);
  value.forEach((one, i) => item(one, `${path}[${i}]`));
};

const object = (required, optional = {}) => (value, path = '') => {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    fail(path, `must be an object, is ${JSON.stringify(value)}`);
  }
  const dot = path ? `${path}.` : '';
  for (const name of Object.keys(required)) {
    if (!(name in value)) fail(dot + name, 'is missing');
  }
  for (const [name, inner] of Object.entries(value)) {
    const shape = required[name] ?? optional[name];
    if (!shape) fail(dot + name, 'is not a field of this type');
    shape(inner, dot + name);
  }
};

const exactlyOne = (choices) => (value, path = '') => {
  object({}, choices)(value, path);
  if (Object.keys(value).length !== 1) {
    fail(path, `must have exactly one field, has ${Object.keys(value)}`);
  }
};

const anyObject = is(
  'an object',
  (value) => value !== null && typeof value === 'object' && !Array.isArray(value),
);

const image = object(
  { id: filled, url: assetUrl, height: count, width: count },
  { altText: string, filename: string, urlExpirationDate: timestamp, sizeInBytes: decimal,
    focalPoint: anyObject },
);
const rgb = object({ r: count, g: count, b: count });
const color = object({}, { hex: matching('#RRGGBB', /^#[0-9A-Fa-f]{6}$/), rgb });
const face = object({ confidence: number, x: number, y: number, height: number, width: number });
const imageMedia = object(
  { image, faces: array(face) },
  { colors: object({ palette: array(color) }, { prominent: color }), previewImage: image,
    caption: string, containsText: bool, animated: bool, siteSectionCategory: string },
);
const resolution = object(
  { url: assetUrl, height: count, width: count, format: string },
  { quality: string, filename: string, durationInMilliseconds: count, private: bool,
    assetKey: string },
);
const video = object(
  { id: filled, resolutions: array(resolution), posters: array(image) },
  { url: assetUrl, filename: string, sizeInBytes: decimal, urlExpirationDate: timestamp,
    durationInMilliseconds: count, title: string, description: string, height: count,
    width: count },
);
const audioAsset = object(
  { id: filled, url: assetUrl },
  { filename: string, duration: number, sizeInBytes: decimal, urlExpirationDate: timestamp,
    private: bool, format: string, quality: string, assetKey: string },
);
const audio = object(
  { id: filled, assets: array(audioAsset) },
  { bitrate: count, format: string, duration: number, sizeInBytes: decimal },
);
const document = object(
  { id: filled, url: assetUrl },
  { filename: string, urlExpirationDate: timestamp, sizeInBytes: decimal, thumbnail: image },
);
const archive = object(
  { id: filled, url: assetUrl },
  { urlExpirationDate: timestamp, sizeInBytes: decimal, filename: string },
);
const model3d = object(
  { id: filled, url: assetUrl },
  { thumbnail: image, altText: string, urlExpirationDate: timestamp, filename: string,
    sizeInBytes: decimal },
);

const descriptor = object(
  {
    id: filled,
    displayName: string,
    url: absoluteUrl,
    parentFolderId: filled,
    hash: matching('a SHA-256 in hex or empty', /^([0-9a-f]{64})?$/),
    sizeInBytes: decimal,
    private: bool,
    mediaType: oneOf(
      'IMAGE', 'VIDEO', 'AUDIO', 'DOCUMENT', 'VECTOR', 'ARCHIVE', 'MODEL3D', 'OTHER',
    ),
    operationStatus: oneOf('READY', 'PENDING', 'FAILED'),
    thumbnailUrl: absoluteUrl,
    labels: array(string),
    createdDate: timestamp,
    updatedDate: timestamp,
    siteId: filled,
    state: oneOf('OK', 'DELETED'),
    internalTags: array(string),
  },
  {
    media: exactlyOne({
      image: imageMedia, vector: imageMedia, video, audio, document, archive, model3d,
      other: anyObject,
    }),
    sourceUrl: absoluteUrl,
    mimeType: filled,
    lastUsedDate: timestamp,
    namespace: string,
    rawNamespace: string,
    addedBy: anyObject,
    additionalProperties: anyObject,
  },
);

/** A file descriptor; one that is READY says what it holds. */
export const file = (value, path) => {
  descriptor(value, path);
  if (value.operationStatus === 'READY' && !value.media) fail(`${path}.media`, 'is missing');
};

/** A folder; system folders have no times of their own to tell but must tell some. */
export const folder = object({
  id: filled,
  displayName: string,
  parentFolderId: string,
  createdDate: timestamp,
  updatedDate: timestamp,
  state: oneOf('OK', 'DELETED'),
  siteId: filled,
});

const cursors = object({ next: string }, { prev: string });
const nextCursor = object({ cursors, hasNext: bool });
const pagingMetadata = object({ cursors, hasNext: bool }, { count });

export const empty = object({});
export const oneFile = object({ file });
export const oneFolder = object({ folder });
export const someFiles = object({ files: array(file) });
export const pageOfFiles = object({ files: array(file), nextCursor });
export const pageOfFolders = object({ folders: array(folder), nextCursor });
export const queriedFiles = object({ files: array(file), pagingMetadata });
export const queriedFolders = object({ folders: array(folder), pagingMetadata });
export const uploadUrl = object({ uploadUrl: matching('a URL without query', /^https?:[^?]+[^/]$/) });
export const resumableUpload = object({
  uploadProtocol: matching('TUS', /^TUS$/),
  uploadUrl: matching('a URL without query', /^https?:[^?]+[^/]$/),
  uploadToken: matching('a token that needs no escaping', /^[A-Za-z0-9._-]{1,2000}$/),
});
export const archiveUrl = object({
  downloadUrl: matching('a URL of an archive', /^https?:[^?]+\/archive\/[0-9a-f]{32}$/),
});
export const streamUrl = object({
  downloadUrl: object({
    assetKey: matching('a format of streaming', /^(HLS|DASH)$/),
    url: matching('a URL of a stream', /^https?:.*\/,(\d+p,)+\/mp4\/file\.mp4\.urlset\/(master\.m3u8|manifest\.mpd)$/),
  }),
});
export const downloadUrls = object({
  downloadUrls: array(object({ assetKey: filled, url: absoluteUrl })),
});

/** A file whose bytes have not come yet. */
const pendingFile = (value, path) => {
  file(value, path);
  if (value.operationStatus !== 'PENDING') fail(path, `must be PENDING, is ${value.operationStatus}`);
  if ('media' in value) fail(path, 'must have no media yet');
  if (value.hash !== '' || value.sizeInBytes !== '-1') fail(path, 'must have no bytes yet');
};

const code = matching('an UPPER_SNAKE code', /^[A-Z][A-Z0-9_]*$/);
const itemError = object({ code, description: filled, data: anyObject });
const itemMetadata = object(
  { originalIndex: count, success: bool },
  { id: filled, error: itemError },
);
const importResults = (withItems) =>
  object({
    results: array(object(withItems ? { itemMetadata, item: pendingFile } : { itemMetadata })),
    bulkActionMetadata: object({
      totalSuccesses: count, totalFailures: count, undetailedFailures: count,
    }),
  });
export const onePendingFile = object({ file: pendingFile });
export const somePendingFiles = object({ files: array(pendingFile) });
export const resultsWithFiles = importResults(true);
export const resultsWithoutFiles = importResults(false);

/** Every error: a message, and exactly one kind of details. */
export const error = object({
  message: filled,
  details: exactlyOne({
    applicationError: object({ code, description: filled, data: anyObject }),
    validationError: object({
      fieldViolations: array(
        object(
          { field: filled, description: filled, violatedRule: code },
          { ruleName: code, data: anyObject },
        ),
      ),
    }),
  }),
});
