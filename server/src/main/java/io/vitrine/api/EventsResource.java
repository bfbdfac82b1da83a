package io.vitrine.api;

import io.vitrine.access.Caller;
import io.vitrine.access.Permission;
import io.vitrine.api.Paging.CursorsJson;
import io.vitrine.api.Paging.NextCursor;
import io.vitrine.catalog.EventType;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import io.vitrine.library.EventFeed;
import io.vitrine.library.EventFeed.Portion;
import io.vitrine.library.EventFeed.Told;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * The methods by which applications read events themselves, page by page or as a stream (contract:
 * events.md section 4; the methods themselves are ours). A place among the events of a site is a
 * plain number: nothing can be read with it beyond the caller's own site.
 */
public final class EventsResource {
  private static final String NUMBER = "\\d{1,15}";

  private final EventFeed feed;
  private final EventStreams streams;

  public EventsResource(EventFeed feed, EventStreams streams) {
    this.feed = feed;
    this.streams = streams;
  }

  /** Adds the methods. */
  public void declare(ApiRoutes api) {
    api.add("GET", "/events", Permission.FILES_READ, this::list);
    api.add("GET", "/events/stream", Permission.FILES_READ, this::stream);
  }

  private Response list(Request request) {
    Fields fields = Fields.ofQuery(request);
    Set<EventType> types = EventFields.types(fields, "eventTypes").orElse(Set.of());
    Paging paging = Paging.read(fields, "paging");
    OptionalLong place = place(fields, paging.cursor());
    fields.check();
    Portion portion = feed.after(siteOf(request), place.orElse(0), types, paging.limitOrDefault());
    return Response.json(
        new EventsAnswer(
            portion.events().stream().map(Told::object).toList(),
            new NextCursor(new CursorsJson(Long.toString(portion.last()), null), portion.more())));
  }

  private Response stream(Request request) {
    Fields fields = Fields.ofQuery(request);
    Set<EventType> types = EventFields.types(fields, "eventTypes").orElse(Set.of());
    Paging paging = Paging.read(fields, "paging");
    Optional<String> last =
        request.header("Last-Event-ID").filter(id -> id.matches(NUMBER)).or(paging::cursor);
    OptionalLong place = place(fields, last);
    fields.check();
    return streams.open(siteOf(request), types, place);
  }

  private record EventsAnswer(List<ObjectNode> events, NextCursor nextCursor) {}

  private static OptionalLong place(Fields fields, Optional<String> cursor) {
    if (cursor.filter(text -> !text.matches(NUMBER)).isPresent()) {
      FileListings.violateCursor(fields, "paging");
      return OptionalLong.empty();
    }
    return cursor.map(Long::parseLong).map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  private static String siteOf(Request request) {
    return request.get(Caller.class).siteId();
  }
}
