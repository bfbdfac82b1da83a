package io.vitrine.library;

import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.Folder;
import java.time.InstantSource;
import java.util.Map;

/** An event log for tests that are about something else: it writes its rows, and wakes nobody. */
public final class UnheardEvents {
  private UnheardEvents() {}

  /** A log by this clock. */
  public static EventLog log(InstantSource clock) {
    WireForm wire =
        new WireForm() {
          @Override
          public Object file(FileDescriptor file) {
            return Map.of("id", file.id());
          }

          @Override
          public Object folder(Folder folder) {
            return Map.of("id", folder.id());
          }
        };
    return new EventLog(new EventBodies(wire), clock, () -> {});
  }
}
