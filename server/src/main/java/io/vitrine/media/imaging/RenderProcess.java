package io.vitrine.media.imaging;

import io.vitrine.media.Face;
import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PictureGeometry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The program of the processes for pictures: reads orders from standard input, one a line, and
 * answers each with a line on standard output. It ends when its input does, also in the middle of a
 * picture: whoever asked for it is gone then.
 */
public final class RenderProcess {
  private final Libvips vips;
  private final PrintStream answers;

  /** Read when it is needed first, which most processes never do; else null. */
  private KnownDetector detector;

  private record KnownDetector(Path cascade, FaceDetector detector) {}

  private RenderProcess(Libvips vips, PrintStream answers) {
    this.vips = vips;
    this.answers = answers;
  }

  /**
   * Runs until standard input ends.
   *
   * @param arguments threads for a picture, then names or paths of libvips, the best first
   */
  public static void main(String[] arguments) throws InterruptedException {
    PrintStream answers = System.out;
    // Whatever a library prints must not be taken for an answer.
    System.setOut(System.err);
    List<String> candidates = Arrays.asList(arguments).subList(1, arguments.length);
    Libvips vips;
    try {
      vips = Libvips.start(candidates, Integer.parseInt(arguments[0]));
    } catch (VipsFailure failure) {
      say(answers, new Answer.Failed(Reason.UNAVAILABLE, failure.getMessage()));
      return;
    }
    say(answers, new Answer.Ready());
    new RenderProcess(vips, answers).work(orders());
  }

  /** Read by a thread of its own, to see the end of the input while a picture is made. */
  private static BlockingQueue<String> orders() {
    BlockingQueue<String> orders = new LinkedBlockingQueue<>();
    Thread.ofPlatform()
        .name("orders")
        .daemon()
        .start(
            () -> {
              try (BufferedReader in =
                  new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                  orders.add(line);
                }
              } catch (IOException broken) {
                System.err.println("orders cannot be read: " + broken.getMessage());
              }
              Runtime.getRuntime().halt(0);
            });
    return orders;
  }

  private void work(BlockingQueue<String> orders) throws InterruptedException {
    while (true) {
      say(answers, answer(orders.take()));
    }
  }

  private Answer answer(String line) {
    try {
      return answer(Order.parse(line));
    } catch (PictureException failure) {
      return new Answer.Failed(failure.reason(), failure.getMessage());
    } catch (IOException | RuntimeException failure) {
      failure.printStackTrace(System.err);
      return new Answer.Failed(Reason.UNAVAILABLE, failure.toString());
    }
  }

  private Answer answer(Order order) throws PictureException, IOException {
    return switch (order) {
      case Order.Abilities() -> Probe.abilities(vips);
      case Order.Render(RenderOrder picture) -> {
        Rendering.render(
            vips,
            picture,
            upright -> PictureGeometry.steps(picture.transformation().operations(), upright));
        yield new Answer.Done();
      }
      case Order.Inspect(Path source, String mimeType) ->
          new Answer.Inspected(
              mimeType.equals(Drawing.MIME_TYPE)
                  ? Drawing.inspect(vips, source)
                  : Inspecting.inspect(vips, source, mimeType));
      case Order.Preview preview ->
          preview.mimeType().equals(Drawing.MIME_TYPE)
              ? Drawing.preview(vips, preview)
              : Previewing.preview(vips, preview);
      case Order.Faces faces -> new Answer.Faces(faces(faces));
    };
  }

  private List<Face> faces(Order.Faces order) throws PictureException, IOException {
    if (detector == null || !detector.cascade().equals(order.cascade())) {
      detector = new KnownDetector(order.cascade(), FaceDetector.read(order.cascade()));
    }
    return FaceSearch.search(vips, order.source(), order.mimeType(), detector.detector());
  }

  private static void say(PrintStream answers, Answer answer) {
    answers.println(answer.line());
    answers.flush();
  }
}
