package io.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions, and the way of events to them. */
abstract class DeliveryContract extends CatalogFixture {
  private static final Instant LATER = NOON.plusSeconds(60);
  private static final Subscription SUBSCRIPTION = subscription("s1", EventType.FILE_READY);

  @BeforeEach
  void subscribe() {
    append("before");
    change(transaction -> transaction.subscriptions().insert(SUBSCRIPTION));
  }

  @Test
  void aSubscriptionComesBackAsItWasMadeAndChanged() {
    createSite("site-2");
    assertThat(catalog.subscriptions().find(SITE, "s1")).contains(SUBSCRIPTION);
    assertThat(catalog.subscriptions().find("site-2", "s1")).isEmpty();
    Subscription other = subscription("s0", EventType.FOLDER_DELETED, EventType.FILE_FAILED);
    change(transaction -> transaction.subscriptions().insert(other));
    assertThat(catalog.subscriptions().list(SITE)).containsExactly(SUBSCRIPTION, other);

    Subscription changed =
        new Subscription(
            SITE, "s1", "b", "https://b.test/", Set.of(EventType.FILE_UPDATED), false, NOON, LATER);
    assertThat(update(changed)).isTrue();
    assertThat(catalog.subscriptions().find(SITE, "s1")).contains(changed);

    Subscription foreign =
        new Subscription(
            "site-2", "s1", "b", "https://b.test/", changed.types(), true, NOON, LATER);
    assertThat(update(foreign)).isFalse();
    assertThat(delete("site-2", "s1")).isFalse();
    assertThat(delete(SITE, "s1")).isTrue();
    assertThat(catalog.subscriptions().list(SITE)).containsExactly(other);
  }

  @Test
  void whatHappensFromNowOnIsDeliveredToWhoWantsIt() {
    assertThat(catalog.deliveries().hasNews()).isFalse();
    append("a");
    append(EventType.FILE_UPDATED, "not wanted");
    append("b");

    assertThat(catalog.deliveries().hasNews()).isTrue();
    assertThat(spread(10)).isFalse();

    assertThat(catalog.deliveries().hasNews()).isFalse();
    assertThat(catalog.deliveries().waiting()).isEqualTo(2);
    assertThat(catalog.deliveries().nextDue()).contains(NOON);
    List<ClaimedDelivery> claimed = claim(NOON, 10);
    assertThat(entities(claimed)).containsExactly("a", "b");
    assertThat(claimed.getFirst().subscription()).isEqualTo(SUBSCRIPTION);
    assertThat(claimed.getFirst().delivery().attempts()).isZero();
    assertThat(claimed.getFirst().delivery().event().sequence()).isEqualTo(2);
    assertThat(claim(NOON, 10)).isEmpty();
  }

  @Test
  void eventsBehindTheWindowWaitUntilSomeAreDone() {
    IntStream.range(0, 5).forEach(i -> append("e" + i));

    assertThat(spread(2)).isTrue();
    assertThat(spread(2)).isFalse();
    List<ClaimedDelivery> first = claim(NOON, 10);
    assertThat(entities(first)).containsExactly("e0", "e1");
    assertThat(catalog.deliveries().hasNews()).isTrue();
    first.forEach(this::succeed);
    spread(2);
    assertThat(entities(claim(NOON, 10))).containsExactly("e2", "e3");
  }

  @Test
  void theFirstAttemptsForOneEntityComeOneAfterAnother() {
    append("a");
    append("b");
    append("a");
    append("a");
    spread(10);

    List<ClaimedDelivery> first = claim(NOON, 10);
    assertThat(entities(first)).containsExactly("a", "b");
    assertThat(claim(NOON, 10)).isEmpty();
    succeed(first.getLast());
    fail(first.getFirst(), Optional.of(LATER));
    List<ClaimedDelivery> second = claim(NOON, 10);
    assertThat(entities(second)).containsExactly("a");
    succeed(second.getFirst());
    List<ClaimedDelivery> third = claim(LATER, 10);
    assertThat(entities(third)).as("the repetition and what is new").containsExactly("a", "a");
    assertThat(third.getFirst().delivery().attempts()).isEqualTo(1);
    assertThat(third.getLast().delivery().attempts()).isZero();
  }

  @Test
  void repetitionsForOneEntityThatAreDueComeOneAfterAnother() {
    append("a");
    append("a");
    append("b");
    spread(10);
    for (int i = 0; i < 2; i++) {
      claim(NOON, 10).forEach(one -> fail(one, Optional.of(NOON)));
    }

    List<ClaimedDelivery> first = claim(NOON, 10);
    assertThat(first)
        .extracting(one -> one.delivery().event().sequence())
        .containsExactlyInAnyOrder(2L, 4L);
    assertThat(claim(NOON, 10)).isEmpty();
    first.forEach(one -> fail(one, Optional.of(LATER)));
    assertThat(claim(NOON, 10))
        .as("the one before is not due any more")
        .extracting(one -> one.delivery().event().sequence())
        .containsExactly(3L);
  }

  @Test
  void onlySoManyAreUnderWayAndRepetitionsAreAtMostHalfOfThem() {
    IntStream.range(0, 6).forEach(i -> append("e" + i));
    spread(10);
    List<ClaimedDelivery> first = claim(NOON, 10);
    assertThat(entities(first)).containsExactly("e0", "e1", "e2", "e3");
    assertThat(claim(NOON, 10)).isEmpty();
    first.forEach(one -> fail(one, Optional.of(NOON)));

    List<ClaimedDelivery> second = claim(NOON, 10);

    assertThat(entities(second)).containsExactly("e0", "e1", "e4", "e5");
    assertThat(claim(NOON, 10)).isEmpty();
    succeed(second.getLast());
    assertThat(claim(NOON, 10)).as("a place, but repetitions have theirs").isEmpty();
    succeed(second.getFirst());
    assertThat(entities(claim(NOON, 10))).containsExactly("e2");
  }

  @Test
  void aLeaseThatRanOutIsLostAndClaimedAgain() {
    append("a");
    spread(10);
    ClaimedDelivery lost = claim(NOON, 1).getFirst();
    assertThat(catalog.deliveries().nextDue()).contains(NOON.plusSeconds(60));
    ClaimedDelivery held = claim(NOON.plusSeconds(60), 1).getFirst();

    assertThat(held.delivery().number()).isEqualTo(lost.delivery().number());
    assertThat(succeed(lost)).isFalse();
    change(transaction -> transaction.deliveries().giveBack(lost));
    assertThat(succeed(held)).isTrue();
    assertThat(succeed(held)).isFalse();
    Delivery done = listed(Optional.empty()).getFirst();
    assertThat(done.state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(done.attempts()).isEqualTo(1);
    assertThat(done.lastStatus()).hasValue(200);
    assertThat(done.lastAttempt()).contains(NOON);
    assertThat(done.lastError()).isEmpty();
  }

  @Test
  void aDeliveryThatIsGivenBackIsAsItWas() {
    append("a");
    spread(10);
    ClaimedDelivery claimed = claim(NOON, 1).getFirst();
    change(transaction -> transaction.deliveries().giveBack(claimed));

    ClaimedDelivery again = claim(NOON, 1).getFirst();

    assertThat(again.delivery()).isEqualTo(claimed.delivery());
    assertThat(again.claim()).isNotEqualTo(claimed.claim());
  }

  @Test
  void whatIsGivenUpIsListedAndCanBeSentAgain() {
    append("a");
    append("b");
    spread(10);
    List<ClaimedDelivery> claimed = claim(NOON, 10);
    fail(claimed.getFirst(), Optional.empty());
    succeed(claimed.getLast());

    assertThat(claim(LATER, 10)).isEmpty();
    List<Delivery> failed = listed(Optional.of(DeliveryState.FAILED));
    assertThat(failed).extracting(one -> one.event().entityId()).containsExactly("a");
    assertThat(failed.getFirst().lastError()).contains("no answer");
    assertThat(failed.getFirst().lastStatus()).isEmpty();
    assertThat(listed(Optional.empty()))
        .extracting(one -> one.event().entityId())
        .containsExactly("b", "a");
    long number = failed.getFirst().number();
    assertThat(redeliver("unknown", number)).isFalse();
    assertThat(redeliver("s1", 999)).isFalse();
    assertThat(redeliver("s1", number)).isTrue();
    ClaimedDelivery again = claim(LATER, 10).getFirst();
    assertThat(again.delivery().event()).isEqualTo(failed.getFirst().event());
    assertThat(again.delivery().failures()).isZero();
    assertThat(again.delivery().attempts()).isEqualTo(1);
  }

  @Test
  void nothingGoesToWhoPausesOrIsPausedOrIsGone() {
    append("a");
    spread(10);
    change(transaction -> transaction.deliveries().pause("s1", LATER));
    assertThat(claim(NOON, 10)).isEmpty();
    ClaimedDelivery claimed = claim(LATER, 10).getFirst();
    change(transaction -> transaction.deliveries().giveBack(claimed));

    update(active(false));
    append("meanwhile");
    assertThat(catalog.deliveries().hasNews()).isFalse();
    assertThat(claim(LATER, 10)).isEmpty();
    update(active(true));
    assertThat(catalog.deliveries().hasNews()).isTrue();
    spread(10);
    assertThat(entities(claim(LATER, 10))).containsExactly("a", "meanwhile");

    delete(SITE, "s1");
    assertThat(catalog.deliveries().waiting()).isZero();
    assertThat(catalog.deliveries().nextDue()).isEmpty();
  }

  @Test
  void deliveriesThatEndedAreForgottenInTime() {
    append("done");
    append("failed");
    append("waits");
    spread(10);
    List<ClaimedDelivery> claimed = claim(NOON, 10);
    succeed(claimed.get(0));
    fail(claimed.get(1), Optional.empty());

    assertThat(deleteEnded(NOON.plus(Duration.ofDays(7)))).isZero();
    assertThat(deleteEnded(NOON.plus(Duration.ofDays(8)))).isEqualTo(1);
    assertThat(deleteEnded(NOON.plus(Duration.ofDays(31)))).isEqualTo(1);
    assertThat(listed(Optional.empty()))
        .extracting(one -> one.event().entityId())
        .containsExactly("waits");
  }

  @Test
  void listsHavePages() {
    IntStream.range(0, 5).forEach(i -> append("e" + i));
    spread(10);

    List<Delivery> page =
        catalog.deliveries().list(SITE, "s1", Optional.empty(), OptionalLong.empty(), 2);
    List<Delivery> next =
        catalog
            .deliveries()
            .list(SITE, "s1", Optional.empty(), OptionalLong.of(page.getLast().number()), 2);

    assertThat(page).extracting(one -> one.event().entityId()).containsExactly("e4", "e3");
    assertThat(next).extracting(one -> one.event().entityId()).containsExactly("e2", "e1");
    createSite("site-2");
    assertThat(catalog.deliveries().list("site-2", "s1", Optional.empty(), OptionalLong.empty(), 2))
        .isEmpty();
  }

  private static Subscription subscription(String id, EventType... types) {
    return new Subscription(
        SITE, id, "app", "https://a.test/hook?ä", Set.of(types), true, NOON, NOON);
  }

  private static Subscription active(boolean active) {
    return new Subscription(
        SITE, "s1", "app", SUBSCRIPTION.url(), SUBSCRIPTION.types(), active, NOON, LATER);
  }

  private void append(String entityId) {
    append(EventType.FILE_READY, entityId);
  }

  private void append(EventType type, String entityId) {
    change(
        transaction -> transaction.events().append(new NewEvent(SITE, type, entityId, NOON, "{}")));
  }

  private boolean spread(int window) {
    return catalog.write(transaction -> transaction.deliveries().spread(NOON, window));
  }

  private List<ClaimedDelivery> claim(Instant now, int most) {
    return catalog.write(
        transaction ->
            transaction.deliveries().claim(new DeliveryClaim(now, now.plusSeconds(60), most, 4)));
  }

  private boolean succeed(ClaimedDelivery claimed) {
    DeliveryAttempt attempt = new DeliveryAttempt(NOON, OptionalInt.of(200), Optional.empty());
    return catalog.write(
        transaction -> transaction.deliveries().settle(claimed, attempt, Optional.empty()));
  }

  private void fail(ClaimedDelivery claimed, Optional<Instant> next) {
    DeliveryAttempt attempt =
        new DeliveryAttempt(NOON, OptionalInt.empty(), Optional.of("no answer"));
    assertThat(
            catalog.<Boolean>write(
                transaction -> transaction.deliveries().settle(claimed, attempt, next)))
        .isTrue();
  }

  private boolean redeliver(String subscriptionId, long number) {
    return catalog.write(
        transaction -> transaction.deliveries().redeliver(SITE, subscriptionId, number, LATER));
  }

  private int deleteEnded(Instant now) {
    return catalog.write(
        transaction ->
            transaction.deliveries().deleteEnded(now, Duration.ofDays(7), Duration.ofDays(30), 10));
  }

  private boolean update(Subscription subscription) {
    return catalog.write(transaction -> transaction.subscriptions().update(subscription));
  }

  private boolean delete(String siteId, String id) {
    return catalog.write(transaction -> transaction.subscriptions().delete(siteId, id));
  }

  private List<Delivery> listed(Optional<DeliveryState> state) {
    return catalog.deliveries().list(SITE, "s1", state, OptionalLong.empty(), 10);
  }

  private static List<String> entities(List<ClaimedDelivery> claimed) {
    return claimed.stream().map(one -> one.delivery().event().entityId()).toList();
  }
}
