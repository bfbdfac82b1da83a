package io.vitrine.media.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Documents that are made here. */
final class Papers {
  private Papers() {}

  /** A PDF of A4 pages with a line of text each. */
  static byte[] pdf(String... lines) {
    return pages("", lines);
  }

  /** A PDF that no password opens. */
  static byte[] lockedPdf() {
    String key = "<" + "5a".repeat(32) + ">";
    return pages(
        "/Encrypt << /Filter /Standard /V 1 /R 2 /O "
            + key
            + " /U "
            + key
            + " /P -4 >>"
            + " /ID [<00112233> <00112233>]",
        "secret");
  }

  private static byte[] pages(String trailer, String... lines) {
    List<String> objects = new ArrayList<>();
    StringBuilder kids = new StringBuilder();
    for (int i = 0; i < lines.length; i++) {
      kids.append(4 + 2 * i).append(" 0 R ");
    }
    objects.add("<< /Type /Catalog /Pages 2 0 R >>");
    objects.add("<< /Type /Pages /Kids [" + kids + "] /Count " + lines.length + " >>");
    objects.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    for (String line : lines) {
      String drawing =
          "0.8 0.1 0.1 rg 72 600 300 100 re f 0 g BT /F1 36 Tf 72 500 Td (" + line + ") Tj ET";
      objects.add(
          "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
              + " /Resources << /Font << /F1 3 0 R >> >> /Contents "
              + (objects.size() + 2)
              + " 0 R >>");
      objects.add("<< /Length " + drawing.length() + " >>\nstream\n" + drawing + "\nendstream");
    }
    return assembled(objects, trailer);
  }

  private static byte[] assembled(List<String> objects, String trailer) {
    StringBuilder pdf = new StringBuilder("%PDF-1.4\n");
    StringBuilder table = new StringBuilder("0000000000 65535 f \n");
    for (int i = 0; i < objects.size(); i++) {
      table.append("%010d 00000 n \n".formatted(pdf.length()));
      pdf.append(i + 1).append(" 0 obj\n").append(objects.get(i)).append("\nendobj\n");
    }
    int start = pdf.length();
    pdf.append("xref\n0 ").append(objects.size() + 1).append('\n').append(table);
    pdf.append("trailer\n<< /Size ").append(objects.size() + 1).append(" /Root 1 0 R ");
    pdf.append(trailer).append(" >>\nstartxref\n").append(start).append("\n%%EOF\n");
    return pdf.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A Word document of one paragraph. */
  static byte[] docx(String line) throws IOException {
    String types = "application/vnd.openxmlformats-";
    return zip(
        "[Content_Types].xml",
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
            + "<Default Extension='rels' ContentType='"
            + types
            + "package.relationships+xml'/><Override PartName='/word/document.xml' ContentType=\""
            + types
            + "officedocument.wordprocessingml.document.main+xml\"/></Types>",
        "_rels/.rels",
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
            + "<Relationship Id='r1' Target='word/document.xml' Type='"
            + "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'"
            + "/></Relationships>",
        "word/document.xml",
        "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
            + "<w:body><w:p><w:r><w:t>"
            + line
            + "</w:t></w:r></w:p></w:body></w:document>");
  }

  /** A text document of these paragraphs and whatever else stands in the body. */
  static byte[] odt(String body) throws IOException {
    return zip(
        "mimetype",
        "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml",
        "<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>"
            + "<m:file-entry m:full-path='/' m:media-type='application/vnd.oasis.opendocument.text'/>"
            + "<m:file-entry m:full-path='content.xml' m:media-type='text/xml'/></m:manifest>",
        "content.xml",
        "<office:document-content"
            + " xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
            + " xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"
            + " xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'"
            + " xmlns:svg='urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0'"
            + " xmlns:xlink='http://www.w3.org/1999/xlink' office:version='1.2'><office:body>"
            + "<office:text>"
            + body
            + "</office:text></office:body></office:document-content>");
  }

  /** Entries given as name, text …; the first is stored, as OpenDocument wants it. */
  private static byte[] zip(String... namesAndTexts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        byte[] text = namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8);
        ZipEntry entry = new ZipEntry(namesAndTexts[i]);
        if (i == 0) {
          CRC32 crc = new CRC32();
          crc.update(text);
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(text.length);
          entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(text);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
