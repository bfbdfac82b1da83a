package io.vitrine.api;

import io.vitrine.access.Purpose;
import io.vitrine.access.Signer;
import io.vitrine.catalog.FileListing;
import io.vitrine.catalog.FileScope;
import io.vitrine.catalog.FolderListing;
import io.vitrine.catalog.Position;
import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.Sort;
import io.vitrine.catalog.SortField;
import io.vitrine.media.MediaType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Cursors: a listing and a place in it, sealed for one site and one method, so that a cursor alone
 * continues a listing with its filters and sort, and cannot be edited to read elsewhere (contract:
 * files-api.md section 5, security.md section 4).
 */
public final class Cursors {
  private static final int VERSION = 1;

  private final Signer signer;

  public Cursors(Signer signer) {
    this.signer = signer;
  }

  /** The cursor that continues the listing at the position. */
  String of(String siteId, String method, FileListing listing, Position position) {
    return seal(
        siteId,
        method,
        output -> {
          writeScope(output, listing.scope());
          output.writeByte(listing.mediaTypes().size());
          for (MediaType mediaType : listing.mediaTypes()) {
            output.writeUTF(mediaType.name());
          }
          output.writeByte(listing.isPrivate().map(isPrivate -> isPrivate ? 1 : 0).orElse(-1));
          writeRest(output, listing.search(), listing.sort(), listing.limit(), position);
        });
  }

  /** The cursor that continues the listing at the position. */
  String of(String siteId, String method, FolderListing listing, Position position) {
    return seal(
        siteId,
        method,
        output -> {
          writeScope(output, listing.scope());
          writeRest(output, listing.search(), listing.sort(), listing.limit(), position);
        });
  }

  /** The listing that the cursor continues; empty when it is not one of ours for this method. */
  Optional<FileListing> files(String siteId, String method, String cursor) {
    return open(
        siteId,
        method,
        cursor,
        input -> {
          FileScope scope = readScope(input);
          Set<MediaType> mediaTypes = EnumSet.noneOf(MediaType.class);
          for (int left = input.readByte(); left > 0; left--) {
            mediaTypes.add(MediaType.valueOf(input.readUTF()));
          }
          int isPrivate = input.readByte();
          Rest rest = readRest(input);
          return new FileListing(
              scope,
              mediaTypes,
              isPrivate < 0 ? Optional.empty() : Optional.of(isPrivate == 1),
              rest.search,
              rest.sort,
              Optional.of(rest.position),
              rest.limit);
        });
  }

  /** The listing that the cursor continues; empty when it is not one of ours for this method. */
  Optional<FolderListing> folders(String siteId, String method, String cursor) {
    return open(
        siteId,
        method,
        cursor,
        input -> {
          FileScope scope = readScope(input);
          Rest rest = readRest(input);
          return new FolderListing(
              scope, rest.search, rest.sort, Optional.of(rest.position), rest.limit);
        });
  }

  private String seal(String siteId, String method, Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream output = new DataOutputStream(bytes)) {
      output.writeByte(VERSION);
      writing.write(output);
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
    return signer.seal(Purpose.CURSOR, siteId + "/" + method, bytes.toByteArray());
  }

  private <T> Optional<T> open(String siteId, String method, String cursor, Reading<T> reading) {
    Optional<byte[]> content = signer.open(Purpose.CURSOR, siteId + "/" + method, cursor);
    if (content.isEmpty() || content.get().length == 0 || content.get()[0] != VERSION) {
      return Optional.empty();
    }
    try (DataInputStream input = new DataInputStream(new ByteArrayInputStream(content.get()))) {
      input.readByte();
      return Optional.of(reading.read(input));
    } catch (IOException impossible) {
      throw new UncheckedIOException("a cursor that we sealed cannot be read", impossible);
    }
  }

  private static void writeScope(DataOutputStream output, FileScope scope) throws IOException {
    switch (scope) {
      case FileScope.Children(String folderId) -> {
        output.writeByte(0);
        output.writeUTF(folderId);
      }
      case FileScope.Trees(Set<RootFolder> roots) -> {
        output.writeByte(roots.size());
        for (RootFolder root : roots) {
          output.writeUTF(root.name());
        }
      }
    }
  }

  private static FileScope readScope(DataInputStream input) throws IOException {
    int roots = input.readByte();
    if (roots == 0) {
      return new FileScope.Children(input.readUTF());
    }
    Set<RootFolder> trees = EnumSet.noneOf(RootFolder.class);
    for (int i = 0; i < roots; i++) {
      trees.add(RootFolder.valueOf(input.readUTF()));
    }
    return new FileScope.Trees(trees);
  }

  private static void writeRest(
      DataOutputStream output, String search, Sort sort, int limit, Position position)
      throws IOException {
    output.writeUTF(search);
    output.writeUTF(sort.field().name());
    output.writeBoolean(sort.ascending());
    output.writeByte(limit);
    output.writeUTF(position.value());
    output.writeLong(position.sequence());
    output.writeBoolean(position.backwards());
  }

  private static Rest readRest(DataInputStream input) throws IOException {
    String search = input.readUTF();
    Sort sort = new Sort(SortField.valueOf(input.readUTF()), input.readBoolean());
    int limit = input.readUnsignedByte();
    Position position = new Position(input.readUTF(), input.readLong(), input.readBoolean());
    return new Rest(search, sort, limit, position);
  }

  private record Rest(String search, Sort sort, int limit, Position position) {}

  @FunctionalInterface
  private interface Writing {
    void write(DataOutputStream output) throws IOException;
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read(DataInputStream input) throws IOException;
  }
}
