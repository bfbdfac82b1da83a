package io.vitrine.delivery;

import io.vitrine.http.Body;
import io.vitrine.http.Header;
import io.vitrine.http.Representation;
import io.vitrine.library.TypeIcon;
import io.vitrine.media.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The type icons, which come with the program. */
final class TypeIcons {
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

  private final Map<MediaType, byte[]> pictures = new EnumMap<>(MediaType.class);

  TypeIcons() {
    for (MediaType mediaType : MediaType.values()) {
      pictures.put(mediaType, read("icons/" + mediaType.name().toLowerCase(Locale.ROOT) + ".png"));
    }
  }

  Representation representation(TypeIcon icon, List<Header> headers) {
    byte[] picture = pictures.get(icon.mediaType());
    return new Representation(
        "image/png",
        picture.length,
        "\"" + icon.id().substring(0, 32) + "-" + picture.length + "\"",
        MADE,
        headers,
        (offset, length) ->
            new Body.OpenSource.Memory(
                ByteBuffer.wrap(picture, Math.toIntExact(offset), Math.toIntExact(length))));
  }

  private static byte[] read(String resource) {
    try (InputStream stream = TypeIcons.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("the program lacks its resource " + resource);
      }
      return stream.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException("the program's resource " + resource, failure);
    }
  }
}
