// A user's program, as documented: node tls-visit.js HOST KEY SITE. Tells what it saw as JSON.
import { ApiKeyStrategy, createClient } from '@wix/sdk';
import { files } from '@wix/media';
import { bytesOf, sha256, upload } from './clients.js';
import { png } from './samples.js';

const [apiBaseUrl, apiKey, siteId] = process.argv.slice(2);
const client = createClient({
  modules: { files },
  auth: ApiKeyStrategy({ apiKey, siteId }),
  host: { apiBaseUrl },
});

const bytes = png();
const file = await upload(client, bytes, 'image/png', 'over tls.png');
const { downloadUrls } = await client.files.generateFileDownloadUrl(file._id);
const error = await client.files.getFileDescriptor('nope').catch((refused) => refused);
console.log(
  JSON.stringify({
    url: file.url,
    downloadUrl: downloadUrls[0].url,
    sent: sha256(bytes),
    publicly: sha256(await bytesOf(file.url)),
    signed: sha256(await bytesOf(downloadUrls[0].url)),
    error: { status: error.status, code: error.details.applicationError.code },
  }),
);
