// PDF and PostScript that name files and addresses, or never end.
import { deflateSync } from 'node:zlib';
import { hostile } from './entry.js';

export const pdfs = [
  hostile('external-stream.pdf', 'application/pdf', (_, { file }) =>
    pdf([`<</Length 0/F<</Type/Filespec/F(${file})/UF(${file})>>>>stream\n\nendstream`], '/Contents 4 0 R')),
  hostile('url-stream.pdf', 'application/pdf', (_, { url }) =>
    pdf([`<</Length 0/F<</Type/Filespec/FS/URL/F(${url()})>>>>stream\n\nendstream`], '/Contents 4 0 R')),
  hostile('actions.pdf', 'application/pdf', (_, { url, file }) =>
    pdf([`<</S/URI/URI(${url()})/Next[<</S/Launch/F(${file})>><</S/GoToR/F(${file})/D[0/Fit]>><</S/SubmitForm/F<</FS/URL/F(${url()})>>>><</S/JavaScript/JS(app.launchURL\\("${url()}"\\))>>]>>`], '/AA<</O 4 0 R>>', '/OpenAction 4 0 R')),
  hostile('reference-object.pdf', 'application/pdf', (_, { file }) =>
    pdf(['<</Length 6>>stream\n/X Do\n\nendstream', `<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 0/Ref<</F(${file})/Page 0>>>>stream\n\nendstream`], '/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>')),
  hostile('huge-page.pdf', 'application/pdf', () => pdf([], '/MediaBox[0 0 1e9 1e9]')),
  hostile('inflating.pdf', 'application/pdf', () => {
    const packed = deflateSync(Buffer.alloc(64 << 20, '0 0 m 9 9 l S\n')).toString('latin1');
    return pdf([`<</Length ${packed.length}/Filter/FlateDecode>>stream\n${packed}\nendstream`], '/Contents 4 0 R');
  }),
  hostile('round.pdf', 'application/pdf', () =>
    pdf(['<</Length 5>>stream\n/X Do\nendstream', '<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 5>>stream\n/X Do\nendstream'], '/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>')),
  hostile('postscript.ai', 'application/illustrator', (_, { file }) => Buffer.from(`%!PS-Adobe-3.0\n(${file}) (r) file 99 string readstring pop show showpage\n`)),
];

/** A document of one page with more objects, from number 4 on. */
function pdf(more, page = '', catalog = '') {
  const objects = [
    `<</Type/Catalog/Pages 2 0 R${catalog}>>`,
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R${page.includes('MediaBox') ? '' : '/MediaBox[0 0 200 100]'}${page}>>`,
    ...more,
  ];
  let text = '%PDF-1.7\n';
  const places = objects.map((object, i) => {
    const place = text.length;
    text += `${i + 1} 0 obj${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}
