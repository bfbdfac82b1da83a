package io.vitrine.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.delivery.transform.AskedPicture.Encoding;
import io.vitrine.media.PictureAdjustments;
import io.vitrine.media.PictureAdjustments.Sharpening;
import io.vitrine.media.PictureAnchor;
import io.vitrine.media.PictureOperation;
import io.vitrine.media.PictureOperation.Crop;
import io.vitrine.media.PictureOperation.CropPlace;
import io.vitrine.media.PictureOperation.Fill;
import io.vitrine.media.PictureOperation.Fit;
import io.vitrine.media.PictureOperation.SmartCrop;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransformationParserTest {

  @Test
  void readsWhatIsSeenInTheWild() {
    AskedPicture filled = parse("fill/w_800,h_600,al_c,q_85,usm_0.66_1.00_0.01,enc_auto/a.jpg");
    assertThat(filled.operations()).containsExactly(new Fill(800, 600, PictureAnchor.CENTRE));
    assertThat(filled.quality()).hasValue(85);
    assertThat(filled.adjustments().sharpening()).contains(new Sharpening(0.66, 1, 0.01));
    assertThat(filled.encoding()).contains(Encoding.AUTO);
    assertThat(filled.variesByClient()).isTrue();
    assertThat(filled.extension()).isEqualTo("jpg");

    AskedPicture cut =
        parse(
            "crop/x_0,y_5,w_8192,h_2562/fill/w_886,h_278,fp_0.50_0.50,q_85,usm_0.66_1.00_0.01,"
                + "enc_avif,quality_auto/a.png");
    assertThat(cut.operations())
        .containsExactly(
            new Crop(8192, 2562, 1, new CropPlace.Corner(0, 5)),
            new Fill(886, 278, PictureAnchor.CENTRE));
    assertThat(cut.encoding()).contains(Encoding.AVIF);
    assertThat(cut.automaticQuality()).isTrue();
    assertThat(cut.variesByClient()).isFalse();

    assertThat(parse("fit/w_640,h_640/file.jpg"))
        .isEqualTo(
            new AskedPicture(
                List.of(new Fit(640, 640)),
                PictureAdjustments.NONE,
                OptionalInt.empty(),
                false,
                false,
                Optional.empty(),
                false,
                false,
                "jpg"));
    assertThat(
            parse("fill/w_660,h_376,fp_0.50_0.50,lg_1,q_85,enc_avif,quality_auto/a.png")
                .operations())
        .containsExactly(new Fill(660, 376, PictureAnchor.CENTRE));
  }

  @Test
  void readsEveryParameter() {
    AskedPicture asked =
        parse(
            "scrop/h_2,w_1,lg_2,br_-10,con_20.5,sat_-100,hue_180,blur_3,bl,pstr,wm_some-id_1,"
                + "usm_500_10_255,enc_pavif,anm_all/x.y.WebP");
    assertThat(asked.operations()).containsExactly(new SmartCrop(1, 2));
    assertThat(asked.adjustments())
        .isEqualTo(
            new PictureAdjustments(
                Optional.of(new Sharpening(128, 10, 255)), -10, 20.5, -100, 180, 3));
    assertThat(asked.baseline()).isTrue();
    assertThat(asked.still()).isTrue();
    assertThat(asked.allFrames()).isTrue();
    assertThat(asked.encoding()).contains(Encoding.AVIF);
    assertThat(asked.extension()).isEqualTo("webp");
    assertThat(parse("fit/w_1,h_1,anm_-1/a.gif").allFrames()).isTrue();
    assertThat(parse("fit/w_1,h_1,enc_webp/a.gif").encoding()).contains(Encoding.WEBP);
    assertThat(parse("fit/w_1,h_1,usm_1_0_0/a.gif").adjustments())
        .isEqualTo(PictureAdjustments.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "c,0.5,0.5",
    "t,0.5,0",
    "b,0.5,1",
    "l,0,0.5",
    "r,1,0.5",
    "tl,0,0",
    "tr,1,0",
    "bl,0,1",
    "br,1,1",
    "fs,0.5,0.5",
    "f,0.5,0.5"
  })
  void readsAlignments(String alignment, double x, double y) {
    PictureAnchor anchor = new PictureAnchor(x, y);
    assertThat(only("fill/w_3,h_4,al_" + alignment + "/a.jpg")).isEqualTo(new Fill(3, 4, anchor));
    assertThat(only("crop/w_3,h_4,al_" + alignment + "/a.jpg"))
        .isEqualTo(new Crop(3, 4, 1, new CropPlace.Anchored(anchor)));
  }

  @Test
  void aFocalPointWinsOverAnAlignmentAndACornerOverBoth() {
    assertThat(only("fill/w_3,h_4,al_t,fp_0.25_1/a.jpg"))
        .isEqualTo(new Fill(3, 4, new PictureAnchor(0.25, 1)));
    assertThat(only("crop/w_3,h_4,al_t,x_7,scl_0.5/a.jpg"))
        .isEqualTo(new Crop(3, 4, 0.5, new CropPlace.Corner(7, 0)));
    assertThat(only("crop/w_3,h_4/a.jpg")).isEqualTo(new Crop(3, 4, 1, new CropPlace.Corner(0, 0)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        // Operations and their number.
        "pad/w_1,h_1/a.jpg operation",
        "FIT/w_1,h_1/a.jpg operation",
        "fit/w_1,h_1 operation",
        "a.jpg operation",
        "fit/w_1,h_1/fit/a.jpg operation",
        "fit/w_1,h_1/fit/w_1,h_1/fit/w_1,h_1/fit/w_1,h_1/fit/w_1,h_1/a.jpg operation",
        "fit/w_1,h_1/ name",
        // What is missing.
        "fit/w_1/a.jpg h",
        "fill/h_1/a.jpg w",
        "crop/x_1,y_1/a.jpg w",
        "scrop/w_1/a.jpg h",
        // What does not belong there.
        "fit/w_1,h_1,x_1/a.jpg x",
        "fill/w_1,h_1,scl_1/a.jpg scl",
        "fit/w_1,h_1,bri_5/a.jpg bri",
        "fit/w_1,h_1,foo_1/a.jpg foo",
        "fit/w_1,h_1,foo/a.jpg foo",
        // Twice.
        "fit/w_1,h_1,w_1/a.jpg w",
        "fit/w_1,h_1,q_1,q_1/a.jpg q",
        "fit/w_1,h_1,bl,bl/a.jpg bl",
        "fit/w_1,h_1,enc_auto,enc_avif/a.jpg enc",
        "crop/w_1,h_1,q_5/fit/w_1,h_1,q_5/a.jpg q",
        // Values.
        "fit/w_0,h_1/a.jpg w",
        "fit/w_5001,h_1/a.jpg w",
        "fit/w_1,h_5001/a.jpg h",
        "crop/w_5001,h_1/a.jpg w",
        "crop/w_30001,h_1/fit/w_1,h_1/a.jpg w",
        "crop/w_30000,h_30000/fit/w_1,h_1/a.jpg w",
        "fit/w_1.5,h_1/a.jpg w",
        "fit/w_+1,h_1/a.jpg w",
        "fit/w_1e2,h_1/a.jpg w",
        "fit/w_٣,h_1/a.jpg w",
        "fit/w_0x10,h_1/a.jpg w",
        "fit/w_99999999999,h_1/a.jpg w",
        "fit/w_,h_1/a.jpg w_",
        "fit/w,h_1/a.jpg w",
        "crop/w_1,h_1,x_-1/a.jpg x",
        "crop/w_1,h_1,y_-1/a.jpg y",
        "crop/w_1,h_1,scl_0/a.jpg scl",
        "crop/w_1,h_1,scl_10.0001/a.jpg scl",
        "fill/w_1,h_1,al_middle/a.jpg al",
        "fill/w_1,h_1,fp_0.5/a.jpg fp",
        "fill/w_1,h_1,fp_0.5_1.01/a.jpg fp",
        "fill/w_1,h_1,fp_0.5_0.50001/a.jpg fp",
        "fill/w_1,h_1,fp_0.5_0.5_0.5/a.jpg fp",
        "fit/w_1,h_1,q_0/a.jpg q",
        "fit/w_1,h_1,q_101/a.jpg q",
        "fit/w_1,h_1,usm_0.09_1_1/a.jpg usm",
        "fit/w_1,h_1,usm_1_11_1/a.jpg usm",
        "fit/w_1,h_1,usm_1_1_256/a.jpg usm",
        "fit/w_1,h_1,usm_1_1/a.jpg usm",
        "fit/w_1,h_1,blur_101/a.jpg blur",
        "fit/w_1,h_1,blur_-1/a.jpg blur",
        "fit/w_1,h_1,br_-101/a.jpg br",
        "fit/w_1,h_1,con_101/a.jpg con",
        "fit/w_1,h_1,sat_NaN/a.jpg sat",
        "fit/w_1,h_1,hue_181/a.jpg hue",
        "fit/w_1,h_1,lg_3/a.jpg lg",
        "fit/w_1,h_1,enc_jxl/a.jpg enc",
        "fit/w_1,h_1,enc/a.jpg enc",
        "fit/w_1,h_1,anm_1/a.jpg anm",
        "fit/w_1,h_1,pstr_1/a.jpg pstr",
        "fit/w_1,h_1,bl_1/a.jpg bl",
        "fit/w_1,h_1,quality_80/a.jpg quality",
        // Forms.
        "fit/w_1,h_1,W_2/a.jpg W_2",
        "fit/w_1,,h_1/a.jpg ''",
        "fit/w_1,h_1,/a.jpg ''",
        "fit/wéird_1,h_1/a.jpg w?ird_1",
      })
  void refusesAndNamesTheParameter(String path, String parameter) {
    assertThatThrownBy(() -> parse(path))
        .isInstanceOfSatisfying(
            InvalidTransformation.class,
            refused -> assertThat(refused.parameter()).isEqualTo(parameter));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fit/w_5000,h_5000/a.jpg",
        "fit/w_00005,h_5/a.jpg",
        "fit/w_1,h_1/a",
        "fit/w_1,h_1/ü €.jpg",
        "crop/w_30000,h_5000,x_300000/fit/w_1,h_1/a.jpg",
        "crop/w_1,h_1,q_5/fit/w_1,h_1/a.jpg",
      })
  void takesWhatIsAtTheBorder(String path) {
    assertThat(parse(path).operations()).isNotEmpty();
  }

  /** Whatever comes, it is read or refused in the one way. */
  @Test
  void neverFailsInAnotherWay() {
    String alphabet = "fitcropslw_hx,/.-0159%éen\u0000";
    Random random = new Random(7);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder path = new StringBuilder("fit/w_12,h_34,q_50/a.jpg");
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        int at = random.nextInt(path.length());
        char character = alphabet.charAt(random.nextInt(alphabet.length()));
        path.replace(at, at + random.nextInt(2), String.valueOf(character));
      }
      try {
        parse(path.toString());
        read++;
      } catch (InvalidTransformation refused) {
        assertThat(refused.parameter()).matches("[\\x20-\\x7e]{0,32}");
      }
    }
    assertThat(read).isBetween(100, 19_900);
  }

  private static PictureOperation only(String path) {
    return parse(path).operations().getFirst();
  }

  private static AskedPicture parse(String path) {
    return TransformationParser.parse(path);
  }
}
