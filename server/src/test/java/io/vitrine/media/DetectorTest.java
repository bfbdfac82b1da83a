package io.vitrine.media;

import static io.vitrine.media.Samples.concat;
import static io.vitrine.media.Samples.fixture;
import static io.vitrine.media.Samples.hex;
import static io.vitrine.media.Samples.latin1;
import static io.vitrine.media.Samples.picture;
import static io.vitrine.media.Samples.utf8;
import static io.vitrine.media.Samples.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract: uploads.md section 1.3, security.md section 5. */
class DetectorTest {
  private static final String OPEN_XML = "application/vnd.openxmlformats-officedocument.";
  private final Detector detector = new Detector(new MediaFormats());

  @ParameterizedTest
  @CsvSource({
    "jpg, image/jpeg",
    "png, image/png",
    "gif, image/gif",
    "bmp, image/bmp",
    "tiff, image/tiff"
  })
  void readsTypeAndSizeOfPictures(String format, String mimeType) throws IOException {
    assertPicture(picture(format, 37, 21), "x.txt", mimeType, 37, 21);
  }

  @ParameterizedTest
  @CsvSource({
    "lossy.webp, image/webp, 48, 32",
    "lossless.webp, image/webp, 48, 32",
    "picture.avif, image/avif, 48, 32",
    "turned.avif, image/avif, 32, 48",
    "picture.heic, image/heic, 48, 32",
  })
  void readsTypeAndSizeOfModernPictures(String fixture, String mimeType, int width, int height)
      throws IOException {
    assertPicture(fixture(fixture), "x.jpg", mimeType, width, height);
  }

  @ParameterizedTest
  @CsvSource({
    "video.mp4, video/mp4",
    "video.mov, video/quicktime",
    "video.3gp, video/3gpp",
    "video.webm, video/webm",
    "video.mkv, video/x-matroska",
    "video.avi, video/x-msvideo",
    "video.flv, video/x-flv",
    "video.wmv, video/x-ms-wmv",
    "video.mpg, video/mpeg",
    "video.m2ts, video/mp2t",
    "video.mxf, application/mxf",
    "video.ogv, video/ogg",
    "sound.mp4, audio/mp4",
    "sound.m4a, audio/mp4",
    "sound.mp3, audio/mpeg",
    "untagged.mp3, audio/mpeg",
    "sound.wav, audio/wav",
    "sound.flac, audio/flac",
    "sound.aac, audio/aac",
    "sound.aiff, audio/aiff",
    "sound.wma, audio/x-ms-wma",
    "sound.ogg, audio/ogg",
    "sound.opus, audio/ogg",
  })
  void tellsVideoFromSoundByTheBytesAlone(String fixture, String mimeType) throws IOException {
    assertThat(mimeType(fixture(fixture), "")).isEqualTo(mimeType);
  }

  @ParameterizedTest
  @CsvSource({"1, 40, 30", "3, 40, 30", "6, 30, 40", "8, 30, 40"})
  void turnsTheSizeAsExifSays(int orientation, int width, int height) throws IOException {
    assertPicture(
        Samples.jpegWithOrientation(40, 30, orientation), "", "image/jpeg", width, height);
    assertPicture(Samples.pngWithOrientation(40, 30, orientation), "", "image/png", width, height);
  }

  @Test
  void readsTheLargestPictureOfAnIcon() throws IOException {
    byte[] icon = new byte[6 + 2 * 16];
    ByteBuffer header = ByteBuffer.wrap(icon).order(ByteOrder.LITTLE_ENDIAN);
    header.putShort((short) 0).putShort((short) 1).putShort((short) 2);
    header.put((byte) 16).put((byte) 16).position(18).putInt(38);
    header.put((byte) 0).put((byte) 48);
    assertPicture(icon, "", "image/x-icon", 256, 48);
  }

  @Test
  void readsThePhotoshopHeader() throws IOException {
    byte[] psd = concat(latin1("8BPS\0\u0001"), hex("000000000000000300000014000000280008"));
    assertPicture(psd, "", "image/vnd.adobe.photoshop", 40, 20);
  }

  @Test
  void knowsAPictureWithADamagedHeaderButNotItsSize() throws IOException {
    byte[] jpeg = Arrays.copyOf(picture("jpg", 9, 9), 12);
    assertThat(detect(jpeg, "a.jpg"))
        .isInstanceOfSatisfying(
            Detection.Known.class,
            known -> {
              assertThat(known.format().mimeType()).isEqualTo("image/jpeg");
              assertThat(known.pixelSize()).isEmpty();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "a.dng, image/x-adobe-dng",
    "a.NEF, image/x-nikon-nef",
    "a.arw, image/x-sony-arw",
    "a.tif, image/tiff",
    "a.exe, image/tiff"
  })
  void tellsRawPicturesBasedOnTiffByTheirExtension(String fileName, String mimeType)
      throws IOException {
    assertThat(mimeType(picture("tiff", 5, 5), fileName)).isEqualTo(mimeType);
  }

  @ParameterizedTest
  @CsvSource({
    "49492a00100000004352020000000000, image/x-canon-cr2",
    "46554a4946494c4d4343442d52415720, image/x-fuji-raf",
    "4949524f08000000, image/x-olympus-orf",
    "4949550018000000, image/x-panasonic-rw2",
    "464f566200000200, image/x-sigma-x3f",
    "004d524d00000000, image/x-minolta-mrw",
    "49491a00000048454150434344520200, image/x-canon-crw",
    "0000001866747970637278200000000163727820, image/x-canon-cr3",
  })
  void tellsOtherRawPicturesByTheirMagic(String hex, String mimeType) throws IOException {
    assertThat(mimeType(hex(hex), "")).isEqualTo(mimeType);
  }

  @ParameterizedTest
  @CsvSource({
    "wordprocessingml.document",
    "wordprocessingml.template",
    "spreadsheetml.sheet",
    "spreadsheetml.template",
    "presentationml.presentation",
    "presentationml.template",
    "presentationml.slideshow",
  })
  void looksIntoOfficeDocuments(String kind) throws IOException {
    byte[] document = Samples.openPackage(OPEN_XML + kind + ".main+xml");
    assertThat(mimeType(document, "a.zip")).isEqualTo(OPEN_XML + kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/epub+zip",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.spreadsheet-template",
        "application/vnd.oasis.opendocument.graphics"
      })
  void readsTheMimetypeEntryOfBooksAndOpenDocuments(String mimeType) throws IOException {
    assertThat(mimeType(zip("mimetype", mimeType, "x", ""), "a.zip")).isEqualTo(mimeType);
  }

  @Test
  void doesNotBelieveAZipFileThatCallsItselfAPicture() throws IOException {
    assertThat(mimeType(zip("mimetype", "image/jpeg"), "a.jpg")).isEqualTo("application/zip");
  }

  @Test
  void tellsOtherZipFilesByTheirEntries() throws IOException {
    assertThat(mimeType(zip("Index/Document.iwa", ""), "a.pages"))
        .isEqualTo("application/vnd.apple.pages");
    assertThat(mimeType(zip("doc.kml", "<kml/>"), "a.zip"))
        .isEqualTo("application/vnd.google-earth.kmz");
    assertThat(mimeType(zip("a.txt", "a"), "a.docx")).isEqualTo("application/zip");
    assertThat(mimeType(zip(), "")).isEqualTo("application/zip");
  }

  @Test
  void refusesProgramsAndMacrosInZipFiles() throws IOException {
    assertForbidden(zip("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n"), "a.zip");
    assertForbidden(zip("AndroidManifest.xml", ""), "a.zip");
    assertForbidden(
        Samples.openPackage("application/vnd.ms-word.document.macroEnabled.main+xml"), "a.docx");
  }

  @Test
  void refusesAZipFileThatCannotBeListed() throws IOException {
    byte[] whole = zip("a", "a", "b", "b");
    assertForbidden(Arrays.copyOf(whole, whole.length - 30), "a.zip");
  }

  @Test
  void refusesAZipFileOfTooManyEntries() throws IOException {
    byte[] zip = zip("a", "a");
    ByteBuffer end64 = ByteBuffer.allocate(76).order(ByteOrder.LITTLE_ENDIAN);
    end64.putInt(0x06064b50).putLong(44).position(32).putLong(100_001).putLong(1).putLong(0);
    end64.putInt(0x07064b50).putInt(0).putLong(zip.length - 22).putInt(1);
    assertForbidden(
        concat(Samples.slice(zip, 0, zip.length - 22), end64.array(), tail(zip, 22)), "a.zip");
  }

  @ParameterizedTest
  @CsvSource({
    "WordDocument, application/msword",
    "Workbook, application/vnd.ms-excel",
    "PowerPoint Document, application/vnd.ms-powerpoint",
    "Quill, application/x-mspublisher",
  })
  void looksIntoCompoundFiles(String stream, String mimeType) throws IOException {
    byte[] file = Samples.compound(new byte[16], "Root Entry", stream);
    assertThat(mimeType(file, "")).isEqualTo(mimeType);
  }

  @Test
  void takesAnEncryptedDocumentByItsExtension() throws IOException {
    byte[] file = Samples.compound(new byte[16], "Root Entry", "EncryptedPackage");
    assertThat(mimeType(file, "a.docx")).isEqualTo(OPEN_XML + "wordprocessingml.document");
    assertForbidden(file, "a.txt");
  }

  @Test
  void refusesAnInstaller() throws IOException {
    byte[] installerClass = hex("84100c0000000000c000000000000046");
    assertForbidden(Samples.compound(installerClass, "Root Entry", "WordDocument"), "a.doc");
  }

  @Test
  void readsPdfAndIllustrator() throws IOException {
    assertThat(mimeType(latin1("%PDF-1.7\n"), "a.txt")).isEqualTo("application/pdf");
    assertThat(mimeType(latin1("%PDF-1.7\n"), "a.ai")).isEqualTo("application/illustrator");
    assertThat(mimeType(latin1("%!PS-Adobe-3.0 EPSF-3.0"), "")).isEqualTo("application/postscript");
  }

  @ParameterizedTest
  @CsvSource({
    "526172211a0701, application/vnd.rar",
    "377abcaf271c0004, application/x-7z-compressed",
    "fd377a585a0000, application/x-xz",
    "425a6839314159265359, application/x-bzip2",
    "1f8b0800000000000003, application/gzip",
    "7b5c72746631, application/rtf",
    "414331303237, image/vnd.dwg",
    "67696d70207863662066696c6500, image/x-xcf",
    "784617221c, ",
  })
  void tellsSimpleFormatsByTheirMagic(String hex, String mimeType) throws IOException {
    Detection detection = detect(hex(hex), "");
    if (mimeType == null) {
      assertThat(detection).isEqualTo(new Detection.Unknown());
    } else {
      assertThat(mimeType(hex(hex), "")).isEqualTo(mimeType);
    }
  }

  @Test
  void takesOnlyAWholeGlbModel() throws IOException {
    byte[] glb = Samples.glb();
    assertThat(mimeType(glb, "a.bin")).isEqualTo("model/gltf-binary");
    assertForbidden(Arrays.copyOf(glb, glb.length - 1), "a.glb");
    byte[] version1 = glb.clone();
    version1[4] = 1;
    assertForbidden(version1, "a.glb");
    byte[] chunkBeyond = glb.clone();
    chunkBeyond[13] = 1;
    assertForbidden(chunkBeyond, "a.glb");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.html", "a.txt", "a.gif"})
  void tellsAPolyglotByItsFirstStructure(String fileName) throws IOException {
    byte[] gif = concat(picture("gif", 3, 2), utf8("/*<script>alert(1)</script>"));
    assertThat(mimeType(gif, fileName)).isEqualTo("image/gif");
    byte[] pdf = concat(latin1("%PDF-1.4\n"), zip("META-INF/MANIFEST.MF", ""));
    assertThat(mimeType(pdf, fileName)).isEqualTo("application/pdf");
    byte[] jpeg = concat(picture("jpg", 3, 2), utf8("<?php system($_GET[0]);"));
    assertThat(mimeType(jpeg, fileName)).isEqualTo("image/jpeg");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE html><html></html>",
        "\n\t <HTML><body onload=alert(1)>",
        "<script>alert(1)</script>",
        "<!-- x --><html/>",
        "<div>hello</div>",
        "<a href=x>y",
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>",
        "hello <script>alert(1)</script>",
        "<?php echo 1;",
        "#!/bin/sh\nrm",
        "@echo off\r\n",
        "'use strict';",
        "#EXTM3U\n#EXTINF:1,\nhttp://localhost/",
        "ffconcat version 1.0\nfile x",
        "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\n",
      })
  void refusesActiveTextWhateverItsNameAndEncoding(String text) throws IOException {
    for (String fileName : new String[] {"a.jpg", "a.txt", "a.svg", "a.csv", ""}) {
      assertForbidden(utf8(text), fileName);
      assertForbidden(concat(hex("efbbbf"), utf8(text)), fileName);
      assertForbidden(text.getBytes(StandardCharsets.UTF_16), fileName);
      assertForbidden(text.getBytes(StandardCharsets.UTF_16LE), fileName);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<MPD xmlns='urn:mpeg:dash:schema:mpd:2011'/>", "<smil/>", "<asx/>"})
  void refusesPlaylistsInXml(String text) throws IOException {
    assertForbidden(utf8(text), "a.mp4");
    assertForbidden(utf8(text), "a.txt");
  }

  @ParameterizedTest
  @CsvSource({
    "4d5a90000300000004000000ffff0000",
    "7f454c4602010100",
    "cffaedfe07000001",
    "cafebabe00000041",
    "0061736d01000000",
    "4657530a00010000",
  })
  void refusesPrograms(String hex) throws IOException {
    assertForbidden(hex(hex), "a.jpg");
    assertForbidden(hex(hex), "a.doc");
  }

  @Test
  void refusesDiskImages() throws IOException {
    byte[] iso = new byte[40_000];
    System.arraycopy(latin1("CD001"), 0, iso, 32_769, 5);
    assertForbidden(iso, "a.doc");
    byte[] dmg = new byte[2000];
    System.arraycopy(latin1("koly"), 0, dmg, 2000 - 512, 4);
    assertForbidden(dmg, "a.doc");
  }

  @ParameterizedTest
  @CsvSource({
    "a.txt, Just a letter.",
    "a.csv, 'name,html\nx,<p>a</p>'",
    "a.ipynb, '{\"cells\": [{\"source\": \"<script>\"}]}'",
    "a.vcf, BEGIN:VCARD",
    "a.txt, MZ-80 was a computer",
    "a.xml, <note/>",
    "a.jpg, not a picture",
  })
  void leavesPlainTextToItsExtension(String fileName, String text) throws IOException {
    assertThat(detect(utf8(text), fileName)).isEqualTo(new Detection.Unknown());
    assertThat(detect(text.getBytes(StandardCharsets.UTF_16), fileName))
        .isEqualTo(new Detection.Unknown());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.html", "a.JS", "a.m3u8", "a.css", "a.php", "a.svgz"})
  void refusesPlainTextOfAnExtensionThatIsNeverTaken(String fileName) throws IOException {
    assertForbidden(utf8("plain"), fileName);
  }

  @Test
  void stopsLookingForTheFirstElementOfEndlessXml() throws IOException {
    assertForbidden(utf8("<!--" + "x".repeat(2 << 20) + "--><html/>"), "a.txt");
  }

  @Test
  void readsOnlyTheBeginningOfAFilmInFragments() throws IOException {
    byte[] film = fixture("sound.mp4");
    byte[] fragment = concat(hex("00010000"), latin1("moof"), new byte[0xfff8]);
    byte[][] parts = new byte[100][];
    Arrays.fill(parts, fragment);
    parts[0] = film;
    byte[] whole = concat(parts);
    AtomicLong read = new AtomicLong();
    ByteSource source = Samples.source(whole);
    ByteSource counting =
        new ByteSource() {
          @Override
          public long size() {
            return source.size();
          }

          @Override
          public byte[] read(long offset, int length) throws IOException {
            read.addAndGet(length);
            return source.read(offset, length);
          }
        };
    assertThat(detector.detect(counting, Optional.empty())).isInstanceOf(Detection.Known.class);
    assertThat(read.get()).isLessThanOrEqualTo(128 * 1024);
  }

  @Test
  void knowsNothingOfAnEmptyFile() throws IOException {
    assertThat(detect(new byte[0], "a.txt")).isEqualTo(new Detection.Unknown());
  }

  @Test
  void passesOnThatTheBytesCannotBeRead() {
    ByteSource broken =
        new ByteSource() {
          @Override
          public long size() {
            return 10;
          }

          @Override
          public byte[] read(long offset, int length) throws IOException {
            throw new IOException("disk gone");
          }
        };
    assertThatThrownBy(() -> detector.detect(broken, Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessage("disk gone");
  }

  private void assertPicture(byte[] bytes, String name, String mimeType, int width, int height)
      throws IOException {
    assertThat(mimeType(bytes, name)).isEqualTo(mimeType);
    Detection.Known known = (Detection.Known) detect(bytes, name);
    assertThat(known.pixelSize()).contains(new PixelSize(width, height));
  }

  private void assertForbidden(byte[] bytes, String fileName) throws IOException {
    assertThat(detect(bytes, fileName)).isInstanceOf(Detection.Forbidden.class);
  }

  private String mimeType(byte[] bytes, String fileName) throws IOException {
    Detection detection = detect(bytes, fileName);
    assertThat(detection).isInstanceOf(Detection.Known.class);
    return ((Detection.Known) detection).format().mimeType();
  }

  private Detection detect(byte[] bytes, String fileName) throws IOException {
    return detector.detect(
        Samples.source(bytes), Optional.of(fileName).filter(name -> !name.isEmpty()));
  }

  private static byte[] tail(byte[] bytes, int length) {
    return Samples.slice(bytes, bytes.length - length, bytes.length);
  }
}
