package io.vitrine.library;

import io.vitrine.blob.StoredUpload;
import io.vitrine.blob.UploadAppender;
import io.vitrine.blob.UploadKey;
import io.vitrine.blob.UploadStore;
import io.vitrine.blob.WrittenBlob;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Hands all on to another store; tests change what they want to see or to happen. */
class ForwardingUploadStore implements UploadStore {
  private final UploadStore store;

  ForwardingUploadStore(UploadStore store) {
    this.store = store;
  }

  @Override
  public UploadKey create() throws IOException {
    return store.create();
  }

  @Override
  public OptionalLong offset(UploadKey key) throws IOException {
    return store.offset(key);
  }

  @Override
  public UploadAppender append(UploadKey key, Mode mode, Runnable onSuperseded) throws IOException {
    return store.append(key, mode, onSuperseded);
  }

  @Override
  public WrittenBlob complete(UploadKey key, LongConsumer waiting) throws IOException {
    return store.complete(key, waiting);
  }

  @Override
  public UploadKey concatenate(List<UploadKey> parts) throws IOException {
    return store.concatenate(parts);
  }

  @Override
  public void delete(UploadKey key) throws IOException {
    store.delete(key);
  }

  @Override
  public void list(Consumer<StoredUpload> consumer) throws IOException {
    store.list(consumer);
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
