// Office documents with links to files and addresses.
import { storedZip } from '../containers.js';
import { hostile } from './entry.js';

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export const office = [
  hostile('linked.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', (_, { url, file }) => linkedDocx(url('i.png'), `file://${file}`)),
  hostile('linked.odt', 'application/vnd.oasis.opendocument.text', (_, { url, file }) => linkedOdt(url('i.png'), `file://${file}`)),
  hostile('linked.rtf', 'application/rtf', (_, { url, file }) =>
    Buffer.from(`{\\rtf1{\\*\\template ${url('t.dot')}}{\\field{\\*\\fldinst INCLUDETEXT "${file}"}{\\fldrslt x}}{\\field{\\*\\fldinst INCLUDEPICTURE "${url('p.png')}" \\\\d}{\\fldrslt x}}}`)),
  hostile('entity.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', (_, { file }) =>
    docx('&e;', `<!DOCTYPE w:document [<!ENTITY e SYSTEM "file://${file}">]>`)),
];

function docx(text, prologue = '', relations = '') {
  return storedZip({
    '[Content_Types].xml': '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations}</Relationships>`,
    'word/document.xml': `<?xml version="1.0"?>${prologue}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${RELATIONS}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body><w:p><w:r>${text.startsWith('<') ? text : `<w:t>${text}</w:t>`}</w:r></w:p></w:body></w:document>`,
  });
}

function linkedDocx(url, file) {
  const outside = (id, kind, target) => `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}" TargetMode="External"/>`;
  const picture = (id) =>
    `<w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="x"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="x"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="${id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>`;
  return docx(picture('r1') + picture('r2'), '', outside('r1', 'image', url) + outside('r2', 'image', file) + outside('r3', 'attachedTemplate', url));
}

function linkedOdt(url, file) {
  const frame = (at) => `<draw:frame svg:width="1cm" svg:height="1cm" text:anchor-type="paragraph"><draw:image xlink:href="${at}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>`;
  return storedZip({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'META-INF/manifest.xml': '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
    'content.xml': `<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"><office:body><office:text><text:p>${frame(url)}${frame(file)}</text:p><text:section text:name="s"><text:section-source xlink:href="${file}" text:filter-name="Text"/></text:section></office:text></office:body></office:document-content>`,
  });
}
