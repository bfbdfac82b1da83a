package io.vitrine.api;

import io.vitrine.access.Caller;
import io.vitrine.access.Permission;
import io.vitrine.api.Paging.CursorsJson;
import io.vitrine.api.Paging.NextCursor;
import io.vitrine.api.WebhookJson.DeliveryJson;
import io.vitrine.api.WebhookJson.KeyJson;
import io.vitrine.api.WebhookJson.SubscriptionJson;
import io.vitrine.catalog.Delivery;
import io.vitrine.catalog.DeliveryState;
import io.vitrine.catalog.EventType;
import io.vitrine.catalog.Subscription;
import io.vitrine.http.HttpProblem;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import io.vitrine.library.Webhooks;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The methods by which applications subscribe to events, and see how their deliveries go (contract:
 * events.md section 4; the methods themselves are ours).
 */
public final class WebhooksResource {
  private static final int MAX_URL = 2_000;
  private static final int MAX_APP_ID = 100;
  private static final String NUMBER = "\\d{1,18}";

  private final Webhooks webhooks;

  public WebhooksResource(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  /** Adds the methods. */
  public void declare(ApiRoutes api) {
    String one = "/webhooks/{subscriptionId}";
    api.addCreating("POST", "/webhooks", Permission.WEBHOOKS_MANAGE, this::create);
    api.add("GET", "/webhooks", Permission.WEBHOOKS_READ, this::list);
    api.add("GET", "/webhooks/signing-keys", Permission.WEBHOOKS_READ, this::signingKeys);
    api.add("GET", one, Permission.WEBHOOKS_READ, this::get);
    api.add("PATCH", one, Permission.WEBHOOKS_MANAGE, this::update);
    api.add("DELETE", one, Permission.WEBHOOKS_MANAGE, this::delete);
    api.add("GET", one + "/deliveries", Permission.WEBHOOKS_READ, this::deliveries);
    api.add(
        "POST",
        one + "/deliveries/{deliveryId}/redeliver",
        Permission.WEBHOOKS_MANAGE,
        this::redeliver);
  }

  private Response create(Request request) throws IOException {
    Fields fields = Fields.ofBody(request);
    String url = fields.requiredText("url", MAX_URL);
    if (!url.isEmpty()) {
      checkUrl(fields, url);
    }
    fields.requiredTexts("eventTypes", 1, EventType.values().length, MAX_URL);
    Set<EventType> types = EventFields.types(fields, "eventTypes").orElse(Set.of());
    Optional<String> appId = appId(fields);
    boolean active = fields.flag("active").orElse(true);
    fields.check();
    Caller caller = request.get(Caller.class);
    return answer(
        webhooks.create(caller.siteId(), appId.orElse(caller.keyId()), url, types, active));
  }

  private Response list(Request request) {
    List<SubscriptionJson> subscriptions =
        webhooks.list(siteOf(request)).stream().map(SubscriptionJson::of).toList();
    return Response.json(Map.of("subscriptions", subscriptions));
  }

  private Response signingKeys(Request request) {
    List<KeyJson> keys = webhooks.publicKeys().stream().map(KeyJson::of).toList();
    return Response.json(Map.of("appId", request.get(Caller.class).keyId(), "keys", keys));
  }

  private Response get(Request request) {
    return answer(webhooks.get(siteOf(request), idOf(request)));
  }

  private Response update(Request request) throws IOException {
    Fields fields = Fields.ofBody(request);
    Optional<String> url = fields.text("url", MAX_URL);
    url.ifPresent(text -> checkUrl(fields, text));
    Optional<Set<EventType>> types = EventFields.types(fields, "eventTypes");
    if (types.filter(Set::isEmpty).isPresent()) {
      fields.violate(
          "eventTypes", "must have at least 1 items", "MIN_SIZE", Map.of("threshold", 1));
    }
    Webhooks.Change change = new Webhooks.Change(appId(fields), url, types, fields.flag("active"));
    fields.check();
    return answer(webhooks.update(siteOf(request), idOf(request), change));
  }

  private Response delete(Request request) throws IOException {
    Fields.ofBody(request).check();
    webhooks.delete(siteOf(request), idOf(request));
    return Response.json(Map.of());
  }

  private Response deliveries(Request request) {
    Fields fields = Fields.ofQuery(request);
    Optional<DeliveryState> state = fields.choice("state", DeliveryState.class);
    Paging paging = Paging.read(fields, "paging");
    if (paging.cursor().filter(cursor -> !cursor.matches(NUMBER)).isPresent()) {
      FileListings.violateCursor(fields, "paging");
    }
    fields.check();
    OptionalLong before =
        paging.cursor().map(Long::parseLong).map(OptionalLong::of).orElse(OptionalLong.empty());
    int limit = paging.limitOrDefault();
    List<Delivery> found =
        webhooks.deliveries(siteOf(request), idOf(request), state, before, limit + 1);
    boolean more = found.size() > limit;
    List<Delivery> page = more ? found.subList(0, limit) : found;
    String next = more ? Long.toString(page.getLast().number()) : "";
    return Response.json(
        new DeliveriesAnswer(
            page.stream().map(DeliveryJson::of).toList(),
            new NextCursor(new CursorsJson(next, null), more)));
  }

  private Response redeliver(Request request) throws IOException {
    Fields.ofBody(request).check();
    String delivery = request.pathParameter("deliveryId");
    if (!delivery.matches(NUMBER)) {
      throw new HttpProblem(404, "RESOURCE_NOT_FOUND", "delivery not found");
    }
    webhooks.redeliver(siteOf(request), idOf(request), Long.parseLong(delivery));
    return Response.json(Map.of());
  }

  private record DeliveriesAnswer(List<DeliveryJson> deliveries, NextCursor nextCursor) {}

  private void checkUrl(Fields fields, String url) {
    webhooks
        .problem(url)
        .ifPresent(problem -> fields.violate("url", problem, "FORMAT", Map.of("type", "url")));
  }

  private static Optional<String> appId(Fields fields) {
    return fields.text("appId", MAX_APP_ID).filter(id -> !id.isEmpty());
  }

  private static Response answer(Subscription subscription) {
    return Response.json(Map.of("subscription", SubscriptionJson.of(subscription)));
  }

  private static String idOf(Request request) {
    return request.pathParameter("subscriptionId");
  }

  private static String siteOf(Request request) {
    return request.get(Caller.class).siteId();
  }
}
