package io.vitrine.catalog;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * Keeps events with the changes that they tell of. Those for many things at once are made by the
 * database itself, so that the cost of one is small.
 */
public interface EventChanges extends Events {

  /** Keeps one event. */
  void append(NewEvent event);

  /**
   * Keeps a {@link EventType#FILE_DELETED} for each of these files that is there. To be called
   * before the change.
   *
   * @param state only those in this state; empty for all
   * @return how many
   */
  int appendFileDeletions(
      String siteId, Collection<String> fileIds, Optional<State> state, Instant time, String body);

  /**
   * Keeps a {@link EventType#FOLDER_DELETED} for each of these folders that is there and for each
   * folder below them, and a {@link EventType#FILE_DELETED} for each file in any of them. To be
   * called before the change.
   *
   * @param state only folders in this state, with everything in them; empty for all
   * @return how many
   */
  int appendTreeDeletions(
      String siteId,
      Collection<String> folderIds,
      Optional<State> state,
      Instant time,
      String body);

  /**
   * Keeps a {@link EventType#FOLDER_CREATED} for each of these folders that is in the trash bin and
   * for each folder below them, and a {@link EventType#FILE_READY} for each ready file in any of
   * them; their bodies are written when they are told. To be called before the change.
   *
   * @return how many
   */
  int appendTreeRestorations(String siteId, Collection<String> folderIds, Instant time);

  /**
   * Forgets events that happened before this moment, but for those that a delivery still needs.
   *
   * @return how many, at most the limit
   */
  int deleteBefore(Instant moment, int limit);
}
