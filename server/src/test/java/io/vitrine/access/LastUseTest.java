package io.vitrine.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LastUseTest {
  @TempDir private Path folder;

  @Test
  void aUseIsWrittenSoonAndThenOnceAMinute() {
    try (AccessFixture fixture = new AccessFixture(folder)) {
      IssuedKey key = fixture.key(Role.OWNER, Scope.READ);
      Instant first = fixture.clock.instant();
      try (LastUse uses = new LastUse(fixture.catalog, fixture.clock)) {
        uses.note(key.clientId());
        await().until(() -> lastUsed(fixture, key), Optional.of(first)::equals);
        fixture.clock.advance(Duration.ofSeconds(59));
        uses.note(key.clientId());
      }
      assertThat(lastUsed(fixture, key)).hasValue(first);
    }
  }

  @Test
  void aMinuteLaterItIsWrittenAgain() {
    try (AccessFixture fixture = new AccessFixture(folder)) {
      IssuedKey key = fixture.key(Role.OWNER, Scope.READ);
      try (LastUse uses = new LastUse(fixture.catalog, fixture.clock)) {
        uses.note(key.clientId());
        fixture.clock.advance(Duration.ofSeconds(60));
        uses.note(key.clientId());
      }
      assertThat(lastUsed(fixture, key)).hasValue(fixture.clock.instant());
    }
  }

  private static Optional<Instant> lastUsed(AccessFixture fixture, IssuedKey key) {
    return fixture.catalog.keys().find(key.clientId()).orElseThrow().lastUsed();
  }
}
