package io.vitrine;

import static io.vitrine.TusClient.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.TestClient.Answer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Putting uploads together: each test one row of the contract (uploads.md section 2.3, N1 to N15),
 * and long lists.
 */
class TusConcatenationIT {
  private static final byte[] PDF = Samples.pdf(1_000);
  private static TestServer server;
  private static TusClient tus;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    tus = new TusClient(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void n1APartNeedsNoToken() {
    Answer answer = part(400);

    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    Answer head = tus.head(TusClient.created(answer));
    assertThat(head.header("Upload-Concat")).contains("partial");
    assertThat(head.header("Upload-Offset")).contains("0");
    assertThat(head.header("Upload-Length")).contains("400");
  }

  @Test
  void n2PartsBecomeOneUpload() {
    String token = token();
    String concat = "final;" + sent(0, 400) + " " + sent(400, 1_000);

    Answer answer = tus.create(token, "Upload-Concat: " + concat);

    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    Answer head = tus.head(TusClient.created(answer));
    assertThat(head.header("Upload-Length")).contains("1000");
    assertThat(head.header("Upload-Offset")).contains("1000");
    assertThat(head.header("Upload-Concat")).contains(concat);
    assertFile(token, PDF);
  }

  @Test
  void n3PartsAreTakenInTheOrderInWhichTheyAreListed() {
    String second = sent(500, 1_000);
    String first = sent(0, 500);
    String token = token();
    tus.create(token, "Upload-Concat: final;" + first + " " + second);
    assertFile(token, PDF);
    byte[] twice = Arrays.copyOf(PDF, 1_500);
    System.arraycopy(PDF, 500, twice, 1_000, 500);
    String again = token();
    String one = sent(0, 500);
    String other = sent(500, 1_000);

    tus.create(again, "Upload-Concat: final;" + one + " " + other + " " + other);

    assertFile(again, twice);
  }

  @Test
  void n4PartsAreNamedByAnyOfOurUrls() {
    String relative = TusClient.path(sent(0, 400));
    String otherHost = sent(400, 700).replace(server.address(), "https://media.example:8443/base");
    String absolute = sent(700, 1_000);
    String token = token();

    Answer answer =
        tus.create(token, "Upload-Concat: final;" + relative + " " + otherHost + " " + absolute);

    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    assertFile(token, PDF);
  }

  @Test
  void n5TheLengthOfAFinalUploadIsNotTold() {
    assertRefused(
        tus.create(token(), "Upload-Concat: final;" + sent(0, 400), "Upload-Length: 400"),
        400,
        "UPLOAD_LENGTH_INVALID");
  }

  @Test
  void n6OnlyPartsArePutTogether() {
    String part = sent(0, 1_000);
    String whole = tus.upload(PDF.length);
    tus.patch(whole, 0, PDF);
    String ended = sent(0, 400);
    tus.delete(ended);
    String made = TusClient.created(tus.create(token(), "Upload-Concat: final;" + part));

    for (String wrong :
        List.of(tus.endpoint() + "/files/" + "0".repeat(32), whole, ended, made, part)) {
      // The last one belongs to the token of the upload that was made of it.
      assertRefused(
          tus.create(token(), "Upload-Concat: final;" + wrong), 400, "UPLOAD_CONCAT_INVALID");
    }
  }

  @Test
  void n7APartThatIsNotCompleteIsRefused() {
    String unfinished = TusClient.created(part(400));
    tus.patch(unfinished, 0, Arrays.copyOf(PDF, 399));

    assertRefused(
        tus.create(token(), "Upload-Concat: final;" + sent(0, 400) + " " + unfinished),
        400,
        "UPLOAD_CONCAT_INVALID");
  }

  @Test
  void n8PuttingUnfinishedPartsTogetherIsNotOffered() {
    assertThat(tus.send("OPTIONS", tus.endpoint(), NOTHING).header("Tus-Extension").orElseThrow())
        .doesNotContain("concatenation-unfinished");
  }

  @Test
  void n9AFinalUploadTakesNoBytes() {
    String made = TusClient.created(tus.create(token(), "Upload-Concat: final;" + sent(0, 1_000)));

    assertRefused(tus.patch(made, 1_000, new byte[1]), 403, "UPLOAD_FINAL_IMMUTABLE");
    assertRefused(tus.patch(made, 0, PDF), 403, "UPLOAD_FINAL_IMMUTABLE");
    assertThat(tus.offset(made)).isEqualTo(1_000);
  }

  @Test
  void n10MetadataOfPartsAreNotInherited() {
    String part =
        TusClient.created(
            tus.send(
                "POST",
                tus.endpoint(),
                NOTHING,
                "Upload-Concat: partial",
                "Upload-Length: 1000",
                "Upload-Metadata: filename " + TusClient.base64("part.pdf")));
    tus.patch(part, 0, PDF);
    String token = token();
    String metadata = TusClient.metadata(token);

    String made = TusClient.created(tus.create(token, "Upload-Concat: final;" + part));

    assertThat(tus.head(made).header("Upload-Metadata"))
        .contains(metadata.substring("Upload-Metadata: ".length()));
  }

  @Test
  void n11AMalformedHeaderIsRefused() {
    for (String header :
        List.of("foo", "final", "final;", "final; ", "final;http://x/y", "PARTIAL")) {
      assertRefused(
          tus.create(token(), "Upload-Concat: " + header, "Upload-Length: 5"),
          400,
          "UPLOAD_CONCAT_INVALID");
    }
  }

  @Test
  void n12APartMayTellItsLengthLater() {
    String part =
        TusClient.created(
            tus.send(
                "POST",
                tus.endpoint(),
                NOTHING,
                "Upload-Concat: partial",
                "Upload-Defer-Length: 1"));
    String token = token();
    tus.patch(part, 0, Arrays.copyOf(PDF, 400));
    assertRefused(tus.create(token, "Upload-Concat: final;" + part), 400, "UPLOAD_CONCAT_INVALID");
    tus.patch(part, 400, Arrays.copyOfRange(PDF, 400, 1_000), "Upload-Length: 1000");

    assertThat(tus.create(token, "Upload-Concat: final;" + part).status()).isEqualTo(201);
    assertFile(token, PDF);
  }

  @Test
  void n13APartIsNoFileByItself() {
    String token = token();
    String part =
        TusClient.created(tus.create(token, "Upload-Concat: partial", "Upload-Length: 1000"));
    tus.patch(part, 0, PDF);

    assertRefused(tus.finish(token, "a.pdf"), 404, "UPLOAD_NOT_FOUND");
  }

  @Test
  void n14TogetherTheyMayBeTooLarge() {
    String token =
        tus.mint("application/pdf", Map.of("sizeInBytes", Integer.toString(PDF.length))).token();
    String part = sent(0, 600);

    assertRefused(
        tus.create(token, "Upload-Concat: final;" + part + " " + part),
        413,
        "FILE_SIZE_OVER_LIMIT");
  }

  @Test
  void n15TheBytesStayWhenAPartIsEnded() {
    String part = sent(0, 1_000);
    String token = token();
    tus.create(token, "Upload-Concat: final;" + part);

    assertThat(tus.delete(part).status()).isEqualTo(204);

    assertFile(token, PDF);
  }

  @Test
  void n16ALongListOfPartsIsToldAsSent() {
    String part = sent(0, 10);
    String concat = "final;" + String.join(" ", Collections.nCopies(400, part));
    assertThat(concat.length()).isGreaterThan(25_000);

    String made = TusClient.created(tus.create(token(), "Upload-Concat: " + concat));

    Answer head = tus.head(made);
    assertThat(head.status()).as(head.toString()).isEqualTo(200);
    assertThat(head.header("Upload-Concat")).contains(concat);
    assertThat(head.header("Upload-Length")).contains("4000");
  }

  private static String token() {
    return tus.mint("application/pdf").token();
  }

  /** A part without token or metadata, as tus-js-client makes them. */
  private static Answer part(long length) {
    return tus.send(
        "POST", tus.endpoint(), NOTHING, "Upload-Concat: partial", "Upload-Length: " + length);
  }

  private static String sent(int from, int to) {
    String url = TusClient.created(part((long) to - from));
    assertThat(tus.patch(url, 0, Arrays.copyOfRange(PDF, from, to)).status()).isEqualTo(204);
    return url;
  }

  private static void assertFile(String token, byte[] bytes) {
    Answer file = tus.finish(token, "a.pdf");
    assertThat(file.status()).as(file.toString()).isEqualTo(200);
    assertThat(file.json().at("/file/hash").asString("")).isEqualTo(Samples.sha256(bytes));
    assertThat(server.fetch(file.json().at("/file/url").stringValue()).body()).isEqualTo(bytes);
  }

  private static void assertRefused(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.errorCode()).isEqualTo(code);
  }
}
