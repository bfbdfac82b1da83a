package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.WebhookDesk.KeyLine;
import io.vitrine.WebhookDesk.SubscriptionLine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands do to webhooks without a server. */
class WebhookDeskTest {
  private static final String SITE = "shop";
  private static final String URL = "https://app.test/hook";

  @TempDir private Path data;

  private Config.Storage storage;

  @BeforeEach
  void makeSite() {
    storage = new Config.Storage(data, Optional.empty(), Optional.empty());
    try (Installation installation = Installation.open(storage)) {
      installation.createKey(SITE, false, "owner", Set.of("manage"), "", Optional.empty());
    }
  }

  @Test
  void aSubscriptionIsMadeListedAndEnded() {
    try (WebhookDesk desk = open(Optional.empty())) {
      String id = desk.create(SITE, URL, Set.of("file_ready", "folder_deleted"), Optional.empty());

      assertThat(desk.list())
          .containsExactly(
              new SubscriptionLine(id, SITE, "active", URL, "file_ready,folder_deleted"));
      assertThat(desk.deliveries(id, false, 10).orElseThrow()).isEmpty();
      assertThat(desk.deliveries("unknown", false, 10)).isEmpty();
      assertThat(desk.redeliver(id, 1)).isFalse();
      assertThat(desk.redeliver("unknown", 1)).isFalse();
      assertThat(desk.delete("unknown")).isFalse();
      assertThat(desk.delete(id)).isTrue();
      assertThat(desk.list()).isEmpty();
    }
  }

  @Test
  void anUnknownSiteAndAnAddressInsideAreRefused() {
    try (WebhookDesk desk = open(Optional.empty())) {
      Set<String> all = Set.copyOf(WebhookDesk.eventNames());

      assertThatThrownBy(() -> desk.create("unknown", URL, all, Optional.empty()))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("unknown");
      assertThatThrownBy(() -> desk.create(SITE, "http://127.0.0.1/", all, Optional.empty()))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("https");
    }
  }

  @Test
  void theKeyStaysAndIsFollowedByAnother() {
    String first;
    try (WebhookDesk desk = open(Optional.empty())) {
      first = desk.keys().getFirst().id();
    }
    try (WebhookDesk desk = open(Optional.empty())) {
      KeyLine next = desk.rotate(Duration.ofHours(1));
      List<KeyLine> keys = desk.keys();

      assertThat(keys).extracting(KeyLine::id).containsExactly(next.id(), first);
      assertThat(next.signsFrom()).isAfter(Instant.now().plus(Duration.ofMinutes(50)));
      assertThat(next.pem()).startsWith("-----BEGIN PUBLIC KEY-----\n");
    }
    assertThatThrownBy(() -> open(Optional.of("short"))).isInstanceOf(StartFailure.class);
  }

  private WebhookDesk open(Optional<String> secret) {
    return WebhookDesk.open(storage, secret, Config.ImportAllow.NONE);
  }
}
