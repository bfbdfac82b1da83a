package io.vitrine.media;

import static io.vitrine.media.MediaType.ARCHIVE;
import static io.vitrine.media.MediaType.AUDIO;
import static io.vitrine.media.MediaType.DOCUMENT;
import static io.vitrine.media.MediaType.IMAGE;
import static io.vitrine.media.MediaType.MODEL3D;
import static io.vitrine.media.MediaType.VECTOR;
import static io.vitrine.media.MediaType.VIDEO;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The formats that are taken (contract: processing.md section 1). A format that is not here is
 * refused. Immutable.
 */
public final class MediaFormats {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  private static final Set<String> GENERIC =
      Set.of("", "application/octet-stream", "binary/octet-stream");

  private final List<MediaFormat> formats;
  private final Map<String, MediaFormat> byMimeType = new HashMap<>();
  private final Map<String, MediaFormat> byExtension = new HashMap<>();

  public MediaFormats() {
    Rows rows = new Rows();
    addPictures(rows);
    addRawPictures(rows);
    addVideoAndAudio(rows);
    addOfficeDocuments(rows);
    addOtherDocuments(rows);
    addArchivesAndModels(rows);
    formats = List.copyOf(rows.formats);
    formats.forEach(this::index);
  }

  private static void addPictures(Rows rows) {
    rows.of(IMAGE, 50 * MIB)
        .add("image/jpeg image/jpg image/pjpeg image/jfif", "jpg jpeg jpe jfif")
        .add("image/png image/x-png", "png")
        .add("image/gif", "gif")
        .add("image/webp", "webp")
        .add("image/avif image/avif-sequence", "avif")
        .add("image/heic image/heic-sequence", "heic")
        .add("image/heif image/heif-sequence", "heif")
        .add("image/bmp image/x-bmp image/x-ms-bmp", "bmp")
        .add("image/tiff image/tif image/x-tiff", "tif tiff");
    rows.of(IMAGE, MIB).add("image/x-icon image/vnd.microsoft.icon image/ico", "ico");
    rows.of(VECTOR, 10 * MIB).add("image/svg+xml image/svg", "svg");
  }

  private static void addRawPictures(Rows rows) {
    rows.of(IMAGE, 200 * MIB)
        .add("image/x-sony-arw image/x-raw-sony", "arw")
        .add("image/x-samsung-srw", "srw")
        .add("image/x-nikon-nef image/x-raw-nikon", "nef")
        .add("image/x-canon-cr2 image/x-raw-canon", "cr2")
        .add("image/x-canon-cr3", "cr3")
        .add("image/x-canon-crw", "crw")
        .add("image/x-leica-rwl", "rwl")
        .add("image/x-panasonic-rw2 image/x-raw-panasonic", "rw2")
        .add("image/x-panasonic-raw", "raw")
        .add("image/x-fuji-raf image/x-raw-fuji", "raf")
        .add("image/x-pentax-pef image/x-raw-pentax", "pef")
        .add("image/x-olympus-orf image/x-raw-olympus", "orf")
        .add("image/x-minolta-mrw", "mrw")
        .add("image/x-adobe-dng image/dng image/x-dng image/x-raw-adobe", "dng")
        .add("image/x-sony-sr2", "sr2")
        .add("image/x-sony-srf", "srf")
        .add("image/x-kodak-kdc image/x-raw-kodak", "kdc")
        .add("image/x-kodak-k25", "k25")
        .add("image/x-kodak-dcr", "dcr")
        .add("image/x-sigma-x3f", "x3f")
        .add("image/x-epson-erf image/x-raw-epson", "erf")
        .add("image/x-hasselblad-3fr image/x-raw-hasselblad", "3fr");
  }

  private static void addVideoAndAudio(Rows rows) {
    rows.of(VIDEO, 15 * GIB)
        .add("video/mp4 video/x-m4v application/mp4", "mp4 m4v")
        .add("video/quicktime", "mov")
        .add("video/webm", "webm")
        .add("video/x-matroska video/matroska", "mkv")
        .add("video/x-msvideo video/avi video/msvideo video/vnd.avi video/divx", "avi divx xvid")
        .add("video/mpeg video/mpg video/x-mpeg video/dvd", "mpg mpeg mpe vob")
        .add("video/x-ms-wmv video/x-ms-asf", "wmv")
        .add("video/x-flv video/flv", "flv")
        .add("video/3gpp video/3gp video/3gpp2", "3gp")
        .add("video/ogg", "ogv")
        .add("video/mp2t video/vnd.dlna.mpeg-tts", "m2ts")
        .add("application/mxf video/mxf", "mxf");
    rows.of(AUDIO, 360 * MIB)
        .add("audio/mpeg audio/mp3 audio/x-mp3 audio/mpeg3 audio/x-mpeg", "mp3")
        .add("audio/wav audio/x-wav audio/wave audio/vnd.wave audio/x-pn-wav", "wav")
        .add("audio/flac audio/x-flac", "flac")
        .add("audio/mp4 audio/x-m4a audio/m4a", "m4a")
        .add("audio/aac audio/x-aac audio/aacp audio/x-hx-aac-adts", "aac")
        .add("audio/aiff audio/x-aiff", "aif aiff")
        .add("audio/x-ms-wma", "wma")
        .add("audio/ogg application/ogg audio/opus audio/vorbis audio/x-ogg", "ogg oga opus");
  }

  private static void addOfficeDocuments(Rows rows) {
    String openXml = "application/vnd.openxmlformats-officedocument.";
    String openDocument = "application/vnd.oasis.opendocument.";
    rows.of(DOCUMENT, GIB)
        .add("application/pdf application/x-pdf", "pdf")
        .add("application/msword application/vnd.ms-word", "doc dot")
        .add(openXml + "wordprocessingml.document", "docx")
        .add(openXml + "wordprocessingml.template", "dotx")
        .add("application/vnd.ms-excel application/msexcel application/x-msexcel", "xls xlt")
        .add(openXml + "spreadsheetml.sheet", "xlsx")
        .add(openXml + "spreadsheetml.template", "xltx")
        .add("application/vnd.ms-powerpoint application/mspowerpoint", "ppt pot pps")
        .add(openXml + "presentationml.presentation", "pptx")
        .add(openXml + "presentationml.template", "potx")
        .add(openXml + "presentationml.slideshow", "ppsx")
        .add(openDocument + "text", "odt")
        .add(openDocument + "text-template", "ott")
        .add(openDocument + "spreadsheet", "ods")
        .add(openDocument + "spreadsheet-template", "ots")
        .add(openDocument + "presentation", "odp")
        .add(openDocument + "presentation-template", "otp")
        .add(openDocument + "graphics", "odg")
        .add("application/vnd.apple.keynote application/x-iwork-keynote-sffkey", "key")
        .add("application/vnd.apple.pages application/x-iwork-pages-sffpages", "pages")
        .add("application/vnd.apple.numbers application/x-iwork-numbers-sffnumbers", "numbers")
        .add("application/x-mspublisher application/vnd.ms-publisher", "pub")
        .add("application/vnd.ms-xpsdocument", "xps")
        .add("application/oxps", "oxps");
  }

  private static void addOtherDocuments(Rows rows) {
    rows.of(DOCUMENT, GIB)
        .add("text/plain", "txt")
        .add("text/csv application/csv text/x-csv text/comma-separated-values", "csv")
        .add("application/rtf text/rtf application/x-rtf text/richtext", "rtf")
        .add("text/vcard text/x-vcard text/directory", "vcf")
        .add("application/epub+zip application/epub", "epub")
        .add("application/x-mobipocket-ebook", "mobi")
        .add("application/illustrator application/vnd.adobe.illustrator", "ai")
        .add("application/postscript application/eps application/x-eps image/x-eps", "eps")
        .add(
            "image/vnd.adobe.photoshop application/x-photoshop application/photoshop image/psd"
                + " image/x-psd",
            "psd")
        .add("application/x-indesign application/x-adobe-indesign", "indd")
        .add("application/vnd.corel-draw application/coreldraw application/cdr image/x-cdr", "cdr")
        .add("image/x-xcf", "xcf")
        .add("application/vnd.adobe.fla application/x-fla", "fla")
        .add("image/vnd.dwg image/x-dwg application/acad application/dwg", "dwg")
        .add("application/gpx+xml", "gpx")
        .add("application/vnd.google-earth.kml+xml", "kml")
        .add("application/vnd.google-earth.kmz", "kmz")
        .add("application/x-ipynb+json", "ipynb")
        .add("application/octet-stream", "pkg");
  }

  private static void addArchivesAndModels(Rows rows) {
    rows.of(ARCHIVE, GIB)
        .add("application/zip application/x-zip-compressed application/x-zip", "zip")
        .add("application/vnd.rar application/x-rar-compressed application/x-rar", "rar")
        .add("application/x-7z-compressed", "7z")
        .add("application/x-tar application/x-gtar", "tar")
        .add("application/gzip application/x-gzip application/x-tgz application/tgz", "gz tgz")
        .add("application/x-arj application/arj", "arj")
        .add("application/x-bzip2 application/x-bzip application/bzip2", "bz2")
        .add("application/x-xz application/xz", "xz");
    rows.of(MODEL3D, 250 * MIB).add("model/gltf-binary", "glb");
  }

  private void index(MediaFormat format) {
    format.extensions().forEach(extension -> byExtension.put(extension, format));
    format.aliases().forEach(alias -> byMimeType.put(alias, format));
    if (!isGeneric(format.mimeType())) {
      byMimeType.put(format.mimeType(), format);
    }
  }

  /** Every format, in the order of the contract's table. */
  public List<MediaFormat> all() {
    return formats;
  }

  /**
   * The format with this MIME type or alias; parameters and case do not matter. A generic type
   * names none.
   */
  public Optional<MediaFormat> byMimeType(String mimeType) {
    return Optional.ofNullable(byMimeType.get(bare(mimeType)));
  }

  /** The format with the last extension of this name, so {@code a.tar.gz} is gzip. */
  public Optional<MediaFormat> byFileName(String fileName) {
    return Optional.ofNullable(byExtension.get(extension(fileName)));
  }

  /**
   * Whether a MIME type says only that there are bytes: the type is then to be found out (contract:
   * uploads.md section 1.3 rule 1).
   */
  public boolean isGeneric(String mimeType) {
    return GENERIC.contains(bare(mimeType));
  }

  /** What follows the last dot, lower case; empty when nothing precedes or follows the dot. */
  static String extension(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return dot > 0 ? fileName.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
  }

  private static String bare(String mimeType) {
    int parameters = mimeType.indexOf(';');
    String type = parameters < 0 ? mimeType : mimeType.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  private static final class Rows {
    private final List<MediaFormat> formats = new ArrayList<>();

    Section of(MediaType mediaType, long maxBytes) {
      return new Section(formats, mediaType, maxBytes);
    }
  }

  private record Section(List<MediaFormat> formats, MediaType mediaType, long maxBytes) {
    /** Names separated by spaces, the canonical one first. */
    Section add(String mimeTypes, String extensions) {
      List<String> names = List.of(mimeTypes.split(" ", -1));
      formats.add(
          new MediaFormat(
              mediaType,
              names.getFirst(),
              names.subList(1, names.size()),
              List.of(extensions.split(" ", -1)),
              maxBytes));
      return this;
    }
  }
}
