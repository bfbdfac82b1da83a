package io.vitrine.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract: processing.md section 1. */
class MediaFormatsTest {
  private final MediaFormats formats = new MediaFormats();

  @ParameterizedTest
  @CsvSource({
    "IMAGE, jpg jpeg jpe jfif png gif webp avif heic heif bmp tif tiff ico",
    "IMAGE, arw srw nef cr2 cr3 crw rwl rw2 raw raf pef orf mrw dng sr2 srf kdc k25 dcr x3f erf 3fr",
    "VECTOR, svg",
    "VIDEO, mp4 m4v mov webm mkv avi divx xvid mpg mpeg mpe vob wmv flv 3gp ogv m2ts mxf",
    "AUDIO, mp3 wav flac m4a aac aif aiff wma ogg oga opus",
    "DOCUMENT, pdf doc dot docx dotx xls xlt xlsx xltx ppt pot pps pptx potx ppsx",
    "DOCUMENT, odt ott ods ots odp otp odg txt csv rtf vcf epub mobi key pages numbers",
    "DOCUMENT, ai eps psd indd cdr xcf fla xps oxps pub dwg gpx kml kmz ipynb pkg",
    "ARCHIVE, zip rar 7z tar gz tgz arj bz2 xz",
    "MODEL3D, glb",
  })
  void takesEveryExtensionOfTheContract(MediaType mediaType, String extensions) {
    for (String extension : extensions.split(" ", -1)) {
      assertThat(formats.byFileName("a." + extension))
          .as(extension)
          .get()
          .extracting(MediaFormat::mediaType)
          .isEqualTo(mediaType);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "image/jpeg, jpg",
    "image/heic, heic",
    "image/heif, heif",
    "image/tiff, tif",
    "image/x-icon, ico",
    "image/vnd.microsoft.icon, ico",
    "image/x-sony-arw, arw",
    "image/x-nikon-nef, nef",
    "image/x-canon-cr2, cr2",
    "image/x-adobe-dng, dng",
    "image/svg+xml, svg",
    "video/mp4, mp4",
    "video/x-m4v, mp4",
    "video/quicktime, mov",
    "video/x-matroska, mkv",
    "video/x-msvideo, avi",
    "video/mpeg, mpg",
    "video/x-ms-wmv, wmv",
    "video/x-flv, flv",
    "video/3gpp, 3gp",
    "video/ogg, ogv",
    "video/mp2t, m2ts",
    "application/mxf, mxf",
    "audio/mpeg, mp3",
    "audio/mp3, mp3",
    "audio/x-wav, wav",
    "audio/wave, wav",
    "audio/x-m4a, m4a",
    "audio/x-aiff, aif",
    "audio/x-ms-wma, wma",
    "audio/ogg, ogg",
    "image/jpg, jpg",
    "application/x-zip-compressed, zip",
    "application/msword, doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template, dotx",
    "application/vnd.openxmlformats-officedocument.presentationml.slideshow, ppsx",
    "application/vnd.oasis.opendocument.graphics, odg",
    "application/epub+zip, epub",
    "application/vnd.apple.keynote, key",
    "application/illustrator, ai",
    "application/postscript, eps",
    "image/vnd.adobe.photoshop, psd",
    "application/oxps, oxps",
    "application/vnd.google-earth.kmz, kmz",
    "application/x-ipynb+json, ipynb",
    "application/vnd.rar, rar",
    "application/x-7z-compressed, 7z",
    "application/gzip, gz",
    "model/gltf-binary, glb",
  })
  void knowsMimeTypesAndTheirAliases(String mimeType, String extension) {
    assertThat(formats.byMimeType(mimeType))
        .get()
        .extracting(MediaFormat::canonicalExtension)
        .isEqualTo(extension);
  }

  @Test
  void comparesNamesWithoutCaseAndParameters() {
    assertThat(formats.byMimeType(" Image/JPEG ; charset=utf-8"))
        .isEqualTo(formats.byMimeType("image/jpeg"))
        .isPresent();
    assertThat(formats.byFileName("PHOTO.JPG")).isEqualTo(formats.byFileName("a.jpg")).isPresent();
  }

  @Test
  void takesTheLastOfSeveralExtensions() {
    assertThat(formats.byFileName("backup.tar.gz")).isEqualTo(formats.byFileName("a.gz"));
    assertThat(formats.byFileName("photo.jpg.exe")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "jpg", ".jpg", "a.", "a.jpg.", "dir.jpg/a"})
  void findsNoFormatWithoutAnExtension(String fileName) {
    assertThat(formats.byFileName(fileName)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "html", "htm", "xhtml", "js", "mjs", "css", "php", "exe", "dll", "msi", "bat", "cmd", "sh",
        "ps1", "jar", "class", "apk", "dmg", "iso", "wasm", "swf", "gltf", "obj", "usdz", "json"
      })
  void refusesWhatTheContractDoesNotTake(String extension) {
    assertThat(formats.byFileName("a." + extension)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "application/octet-stream", "Application/Octet-Stream; x=y"})
  void callsATypeThatSaysNothingGeneric(String mimeType) {
    assertThat(formats.isGeneric(mimeType)).isTrue();
    assertThat(formats.byMimeType(mimeType)).isEmpty();
  }

  @Test
  void callsNoOtherTypeGeneric() {
    assertThat(formats.isGeneric("image/png")).isFalse();
    assertThat(formats.isGeneric("text/html")).isFalse();
  }

  @Test
  void givesEachNameToOneFormatOnly() {
    Set<String> seen = new HashSet<>();
    for (MediaFormat format : formats.all()) {
      assertThat(seen.add(format.mimeType())).as(format.mimeType()).isTrue();
      for (List<String> names : List.of(format.aliases(), format.extensions())) {
        names.forEach(name -> assertThat(seen.add(name)).as(name).isTrue());
      }
      assertThat(format.maxBytes()).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a.jpg, 52428800",
    "a.ico, 1048576",
    "a.nef, 209715200",
    "a.svg, 10485760",
    "a.mp4, 16106127360",
    "a.mp3, 377487360",
    "a.pdf, 1073741824",
    "a.zip, 1073741824",
    "a.glb, 262144000",
  })
  void limitsEachFormatAsTheContractSays(String fileName, long maxBytes) {
    assertThat(formats.byFileName(fileName).orElseThrow().maxBytes()).isEqualTo(maxBytes);
  }
}
