package io.vitrine.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.catalog.BlobReference;
import io.vitrine.media.PictureFormat;
import io.vitrine.media.PixelSize;
import io.vitrine.media.Transformation;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a URL and an {@code Accept} header to one picture, and to one name for equal ones. */
class OutputChoiceTest {
  private static final Set<PictureFormat> ALL = EnumSet.allOf(PictureFormat.class);
  private static final BlobReference BLOB = new BlobReference("0".repeat(32), 1, "a".repeat(64), 0);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // By the name.
        "a.jpg    | image/png  |                              | JPEG",
        "a.JPE    | image/png  | image/avif                   | JPEG",
        "a.png    | image/jpeg |                              | PNG",
        "a.webp   | image/jpeg |                              | WEBP",
        "a.gif    | image/jpeg |                              | GIF",
        "a.avif   | image/jpeg |                              | AVIF",
        "a.bin    | image/png  |                              | PNG",
        "a        | image/webp |                              | WEBP",
        "a.heic   | image/heic |                              | JPEG",
        "a.tif    | image/tiff | image/avif                   | JPEG",
      })
  void choosesByTheName(String name, String source, String accept, PictureFormat format)
      throws Exception {
    assertThat(choose(ALL, "fit/w_9,h_9/" + name, source, accept).format()).isEqualTo(format);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "image/avif,image/webp,*/*            | AVIF",
        "image/webp,*/*;q=0.8                 | WEBP",
        "IMAGE/WebP                           | WEBP",
        "*/*                                  | PNG",
        "image/*                              | PNG",
        "text/html, image/avif;q=0.1          | AVIF",
        "image/avif;q=0, image/webp           | WEBP",
        "image/avif ; q=0.000,image/webp;q=1  | WEBP",
        "image/avif;q=0,image/webp;q=0.0      | PNG",
        "image/avifx                          | PNG",
        "-                                    | PNG",
      })
  void choosesByWhatTheClientSays(String accept, PictureFormat format) throws Exception {
    String said = accept == null ? "" : accept;
    assertThat(choose(ALL, "fit/w_9,h_9,enc_auto/a.png", "image/jpeg", said).format())
        .isEqualTo(format);
    assertThat(choose(ALL, "fit/w_9,h_9,enc_avif/a.png", "image/jpeg", said).format())
        .isEqualTo(PictureFormat.AVIF);
    assertThat(choose(ALL, "fit/w_9,h_9,enc_webp/a.png", "image/jpeg", said).format())
        .isEqualTo(PictureFormat.WEBP);
  }

  @Test
  void takesTheNextBestOfWhatCannotBeWritten() throws Exception {
    Set<PictureFormat> withWebp =
        EnumSet.of(PictureFormat.JPEG, PictureFormat.PNG, PictureFormat.WEBP);
    Set<PictureFormat> least = EnumSet.of(PictureFormat.JPEG, PictureFormat.PNG);

    assertThat(format(withWebp, "enc_avif/a.png", "image/jpeg")).isEqualTo(PictureFormat.WEBP);
    assertThat(format(withWebp, "enc_auto/a.png", "image/jpeg")).isEqualTo(PictureFormat.WEBP);
    assertThat(format(least, "enc_avif/a.png", "image/jpeg")).isEqualTo(PictureFormat.JPEG);
    assertThat(format(least, "enc_webp/a.jpg", "image/png")).isEqualTo(PictureFormat.PNG);
    assertThat(format(least, "enc_auto/a.png", "image/jpeg")).isEqualTo(PictureFormat.PNG);
    assertThat(format(least, "bl/a.gif", "image/gif")).isEqualTo(PictureFormat.PNG);
  }

  @ParameterizedTest
  @CsvSource({
    "image/gif, a.gif, '', GIF, true",
    "image/gif, a.gif, pstr, GIF, false",
    "image/gif, a.webp, '', WEBP, false",
    "image/gif, a.webp, anm_all, WEBP, true",
    "image/webp, a.webp, anm_all, WEBP, true",
    "image/webp, a.gif, '', GIF, true",
    "image/gif, a.jpg, anm_all, JPEG, false",
    "image/gif, a.gif, 'enc_avif,anm_all', WEBP, true",
    "image/gif, a.gif, enc_avif, AVIF, false",
    "image/gif, a.gif, 'enc_auto,anm_all', WEBP, true",
    "image/png, a.gif, anm_all, GIF, false",
    "image/gif, a.avif, anm_all, WEBP, true",
    "image/webp, a.avif, 'enc_webp,anm_all', WEBP, true",
    "image/gif, a.avif, '', AVIF, false",
  })
  void keepsFramesWhereTheyCanBeShown(
      String source, String name, String options, PictureFormat format, boolean allFrames)
      throws Exception {
    String path = "fit/w_9,h_9" + (options.isEmpty() ? "" : "," + options) + "/" + name;
    Transformation chosen = choose(ALL, path, source, "image/avif,image/webp");
    assertThat(chosen.format()).isEqualTo(format);
    assertThat(chosen.allFrames()).isEqualTo(allFrames);
  }

  @ParameterizedTest
  @CsvSource({
    "fit/w_5000.h_5000/a.jpg, 2000, 2000, 90",
    "fit/w_1400.h_1400/a.jpg, 2000, 2000, 85",
    "fit/w_601.h_600/a.jpg, 601, 600, 85",
    "fit/w_600.h_600/a.jpg, 2000, 2000, 80",
    "fit/w_5000.h_5000/a.jpg, 10, 10, 80",
    "fill/w_1401.h_1400/a.webp, 10, 10, 90",
    "fit/w_9.h_9.q_33/a.jpg, 10, 10, 33",
  })
  void theDefaultQualityGoesByTheAreaOfThePicture(String path, int width, int height, int quality)
      throws Exception {
    Transformation chosen =
        new OutputChoice(() -> ALL)
            .choose(
                TransformationParser.parse(path.replace(".h_", ",h_").replace(".q_", ",q_")),
                "image/jpeg",
                Optional.of(new PixelSize(width, height)),
                Accepted.NOTHING);
    assertThat(chosen.quality()).hasValue(quality);
  }

  @Test
  void withoutLossThereIsOnePictureForAllQualities() throws Exception {
    assertThat(choose(ALL, "fit/w_9,h_9,q_5/a.png", "image/jpeg", "").quality()).isEmpty();
    assertThat(name("fit/w_9,h_9,q_5/a.png"))
        .isEqualTo(name("fit/w_9,h_9,q_100/a.png"))
        .isEqualTo(name("fit/w_9,h_9,quality_auto/a.png"));
  }

  @Test
  void withoutWebpAClientThatTakesNoneGetsWhatMovesAsTheNextBest() throws Exception {
    Set<PictureFormat> withoutWebp =
        EnumSet.of(PictureFormat.JPEG, PictureFormat.PNG, PictureFormat.AVIF);

    assertThat(format(withoutWebp, "anm_all/a.avif", "image/gif")).isEqualTo(PictureFormat.PNG);
  }

  @Test
  void theEncoderChoosesTheQualityWhereItIsTold() throws Exception {
    assertThat(choose(ALL, "fit/w_9,h_9,q_5,quality_auto/a.jpg", "image/png", "").quality())
        .isEmpty();
  }

  @Test
  void equalPicturesHaveOneNameHoweverTheyAreAskedFor() throws Exception {
    List<String> same =
        List.of(
            "fill/w_30,h_20/a.jpg",
            "fill/h_20,w_30/other%20name.jpeg",
            "fill/w_030,h_20,al_c/a.jpg",
            "fill/w_30,h_20,fp_0.50_0.5/a.jpg",
            "fill/w_30,h_20,al_fs,lg_1,blur_0,br_0,con_-0,usm_1_0.0_0/a.jpg",
            "fill/w_30,h_20,q_80,wm_x/a.jpg",
            "fill/w_30,h_20,pstr,anm_all/a.jpg");
    assertThat(names(same)).hasSize(1);
    assertThat(name("crop/w_3,h_2,scl_1.0,x_0/a.jpg")).isEqualTo(name("crop/w_3,h_2/a.jpg"));

    List<String> different =
        List.of(
            "fill/w_30,h_20/a.jpg",
            "fill/w_20,h_30/a.jpg",
            "fit/w_30,h_20/a.jpg",
            "scrop/w_30,h_20/a.jpg",
            "fill/w_30,h_20,al_t/a.jpg",
            "fill/w_30,h_20,q_81/a.jpg",
            "fill/w_30,h_20,quality_auto/a.jpg",
            "fill/w_30,h_20,bl/a.jpg",
            "fill/w_30,h_20,br_1/a.jpg",
            "fill/w_30,h_20,con_1/a.jpg",
            "fill/w_30,h_20,sat_1/a.jpg",
            "fill/w_30,h_20,hue_1/a.jpg",
            "fill/w_30,h_20,blur_1/a.jpg",
            "fill/w_30,h_20,usm_1_1_1/a.jpg",
            "fill/w_30,h_20,usm_1.1_1_1/a.jpg",
            "fill/w_30,h_20/a.png",
            "crop/w_30,h_20/a.jpg",
            "crop/w_30,h_20,al_c/a.jpg",
            "crop/w_30,h_20,scl_2/a.jpg",
            "crop/w_30,h_20,x_1/a.jpg",
            "crop/w_30,h_20,y_1/a.jpg",
            "fit/w_30,h_20/fit/w_30,h_20/a.jpg");
    assertThat(names(different)).hasSameSizeAs(different);
  }

  @Test
  void aCropOutsideOfTheSourceIsRefused() {
    assertThatThrownBy(() -> choose(ALL, "crop/w_5,h_5,x_2000/a.jpg", "image/png", ""))
        .isInstanceOfSatisfying(
            InvalidTransformation.class,
            refused -> assertThat(refused.parameter()).isEqualTo("crop"));
  }

  private static Set<String> names(List<String> paths) throws Exception {
    Set<String> names = new HashSet<>();
    for (String path : paths) {
      names.add(name(path));
    }
    return names;
  }

  private static String name(String path) throws Exception {
    return PictureName.of(BLOB, choose(ALL, path, "image/jpeg", "")).hash();
  }

  private static PictureFormat format(
      Set<PictureFormat> writable, String optionAndName, String source) throws Exception {
    return choose(writable, "fit/w_9,h_9," + optionAndName, source, "image/avif,image/webp")
        .format();
  }

  private static Transformation choose(
      Set<PictureFormat> writable, String path, String source, String accept) throws Exception {
    List<String> headers = accept == null ? List.of() : List.of(accept);
    return new OutputChoice(() -> writable)
        .choose(
            TransformationParser.parse(path),
            source,
            Optional.of(new PixelSize(2000, 2000)),
            Accepted.of(headers));
  }
}
