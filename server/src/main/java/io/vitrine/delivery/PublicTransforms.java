package io.vitrine.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.delivery.transform.Accepted;
import io.vitrine.delivery.transform.AskedPicture;
import io.vitrine.delivery.transform.Pictures;
import io.vitrine.delivery.transform.Pictures.Picture;
import io.vitrine.delivery.transform.Pictures.Wanted;
import io.vitrine.delivery.transform.TransformationParser;
import io.vitrine.http.Body;
import io.vitrine.http.Guard;
import io.vitrine.http.Header;
import io.vitrine.http.HttpProblem;
import io.vitrine.http.Representation;
import io.vitrine.http.Representations;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import io.vitrine.http.Routes;
import io.vitrine.library.FileOpener;
import io.vitrine.media.MediaType;
import io.vitrine.media.PictureException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pictures made of public images, as their URL says (contract: delivery.md section 8). */
public final class PublicTransforms {
  private static final Duration HOT = Duration.ofMillis(900);
  private static final int HOT_URLS = 10_000;

  /** Longer ones would cost memory for hardly anybody. */
  private static final int LONGEST_HOT_PATH = 1_000;

  private static final int TAG_DIGITS = 32;
  private static final Header VARIES = new Header("Vary", "Accept");

  private final FileOpener files;
  private final PublicLookup lookup;
  private final Pictures pictures;
  private final ClientTurns turns = new ClientTurns();
  private final Cache<Asked, Answer> hot =
      Caffeine.newBuilder().maximumSize(HOT_URLS).expireAfterWrite(HOT).build();

  /** All that decides about an answer, but for the file itself. */
  private record Asked(String rawPath, Accepted accepted) {}

  /** An answer to a URL. */
  private record Answer(Wanted wanted, Representation representation) {}

  public PublicTransforms(FileOpener files, Pictures pictures) {
    this.files = files;
    this.lookup = new PublicLookup(files);
    this.pictures = pictures;
  }

  /** Declares the route. */
  public void declare(Routes routes) {
    routes
        .add("GET", "/media/{id}/v1/{transformation*}", this::send)
        .withCors(PublicCors.POLICY)
        .quickWhen(this::findsHot)
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
  }

  /** Whether the same was asked for a moment ago, of a file that is known to be there still. */
  private boolean findsHot(Request request) {
    Answer answer = hot.getIfPresent(asked(request));
    if (answer == null
        || answer.representation().length() > Representations.LARGEST_WITHOUT_THREAD) {
      return false;
    }
    boolean isSame =
        files
            .findKnown(request.pathParameter("id"))
            .flatMap(FileDescriptor::blob)
            .map(BlobReference::key)
            .filter(answer.wanted().source().key()::equals)
            .isPresent();
    if (!isSame || pictures.findUntouched(answer.wanted()).isEmpty()) {
      return false;
    }
    request.put(Representation.class, answer.representation());
    return true;
  }

  private static Asked asked(Request request) {
    return new Asked(request.rawPath(), Accepted.of(request.headers("Accept")));
  }

  private Response send(Request request) throws Exception {
    Optional<Representation> known = request.find(Representation.class);
    return Representations.respond(
        request, known.isPresent() ? known.get() : representation(request));
  }

  private Representation representation(Request request)
      throws IOException, PictureException, InterruptedException {
    FileDescriptor file =
        lookup.require(Optional.empty(), request.pathParameter("id"), found -> true);
    if (file.mediaType() != MediaType.IMAGE) {
      throw new HttpProblem(
          400,
          "INVALID_TRANSFORMATION",
          "only images can be transformed",
          Map.of("param", "id"),
          List.of());
    }
    Asked asked = asked(request);
    AskedPicture picture = TransformationParser.parse(request.pathParameter("transformation"));
    Wanted wanted = pictures.choose(file, picture, asked.accepted());
    List<Header> headers = new ArrayList<>(PublicLookup.PUBLIC_MEDIA);
    if (picture.variesByClient()) {
      headers.add(VARIES);
    }
    Picture found = found(wanted, request.remoteAddress());
    if (asked.rawPath().length() <= LONGEST_HOT_PATH) {
      // Answered by a thread that must not wait, so that nothing is made anew.
      hot.put(
          asked, new Answer(wanted, representation(file, found, headers, pictures::openUntouched)));
    }
    return representation(file, found, headers, pictures::open);
  }

  private Picture found(Wanted wanted, String client)
      throws IOException, PictureException, InterruptedException {
    Optional<Picture> made = pictures.find(wanted);
    if (made.isPresent()) {
      return made.get();
    }
    return pictures.isBeingMade(wanted)
        ? pictures.make(wanted)
        : turns.take(client, () -> pictures.make(wanted));
  }

  /** Opens a picture. */
  @FunctionalInterface
  private interface Opening {
    FileChannel open(Picture picture) throws IOException, PictureException, InterruptedException;
  }

  private static Representation representation(
      FileDescriptor file, Picture picture, List<Header> headers, Opening opening) {
    Wanted wanted = picture.wanted();
    return new Representation(
        wanted.transformation().format().mimeType(),
        picture.length(),
        tag(wanted),
        file.created(),
        headers,
        (offset, length) -> open(opening, picture, offset, length));
  }

  private static String tag(Wanted wanted) {
    return "\"%s-%s\""
        .formatted(
            wanted.source().sha256().substring(0, TAG_DIGITS),
            wanted.hash().substring(0, TAG_DIGITS));
  }

  private static Body.OpenSource open(Opening opening, Picture picture, long offset, long length)
      throws IOException {
    try {
      FileChannel channel = opening.open(picture);
      return new Body.OpenSource.FileRegion(channel, offset, length, channel);
    } catch (PictureException failure) {
      throw new IOException("a picture that was found cannot be opened", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a picture was made anew", interrupted);
    }
  }
}
