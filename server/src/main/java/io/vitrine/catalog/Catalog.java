package io.vitrine.catalog;

/**
 * The only truth about what exists (design decision 1): sites, folders, files, upload URLs, jobs,
 * keys. Safe for use by many threads. What each part means is written as tests in {@code
 * CatalogContract}, which every implementation passes.
 *
 * <p>Questions asked here see every change whose {@link #write} has returned. A database that fails
 * is told as a {@link CatalogException}.
 */
public interface Catalog extends AutoCloseable {

  /** Questions about files. */
  Files files();

  /** Questions about folders. */
  Folders folders();

  /** Questions about references to blobs. */
  Blobs blobs();

  /** Questions about upload URLs. */
  Uploads uploads();

  /** Questions about uploads that come in pieces. */
  ResumableUploads resumableUploads();

  /** Questions about jobs. */
  Jobs jobs();

  /** Questions about API keys. */
  Keys keys();

  /** Questions about sites. */
  Sites sites();

  /** Questions about answers that are given again when their request comes again. */
  KeptAnswers keptAnswers();

  /** Questions about promised archives. */
  Archives archives();

  /** Questions about events. */
  Events events();

  /** Questions about subscriptions to events. */
  Subscriptions subscriptions();

  /** Questions about deliveries of events. */
  Deliveries deliveries();

  /** Questions about the keys by which deliveries are signed. */
  SigningKeys signingKeys();

  /**
   * Runs a change in one transaction: all of it or nothing. When it returns, the change is durable
   * and visible. When the change throws, nothing of it is kept and the exception reaches the
   * caller. Changes run one after another and should be short; they must not wait for anything
   * outside the catalog.
   *
   * <p>A change that is written inside another one is a part of it: it becomes durable with the
   * outer one or not at all, and when it throws, nothing but the part is undone. Questions asked of
   * the catalog inside a change see what the change has done already.
   */
  <T> T write(Change<T> change);

  /**
   * Runs what must see the changes of its caller durable, such as waking up who works on them: now,
   * or, inside a change, when the outermost change is durable and before its {@link #write}
   * returns. It does not run when that change is undone; it does when only a part was. It must not
   * throw.
   */
  void afterCommit(Runnable effect);

  /** Fails with a {@link CatalogException} when the database cannot be read or written now. */
  void checkHealth();

  @Override
  void close();

  /** What is done inside one transaction. */
  @FunctionalInterface
  interface Change<T> {
    T apply(Transaction transaction);
  }

  /** The catalog as a running transaction sees it, open for changes. */
  interface Transaction {
    FileChanges files();

    FolderChanges folders();

    BlobChanges blobs();

    UploadChanges uploads();

    ResumableUploadChanges resumableUploads();

    JobChanges jobs();

    KeyChanges keys();

    SiteChanges sites();

    KeptAnswerChanges keptAnswers();

    ArchiveChanges archives();

    EventChanges events();

    SubscriptionChanges subscriptions();

    DeliveryChanges deliveries();

    SigningKeyChanges signingKeys();
  }
}
