package io.vitrine.events;

import io.vitrine.catalog.Event;
import io.vitrine.catalog.EventType;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes events as subscribers read them (contract: events.md section 2). */
public final class EventWriter {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private final Function<Event, String> lateBodies;

  /**
   * @param lateBodies writes the body of an event that has none
   */
  public EventWriter(Function<Event, String> lateBodies) {
    this.lateBodies = lateBodies;
  }

  /** The event object. */
  public ObjectNode write(Event event) {
    ObjectNode body =
        (ObjectNode)
            JsonMapper.shared().readTree(event.body().orElseGet(() -> lateBodies.apply(event)));
    ObjectNode object =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", event.id().toString())
            .put("entityFqdn", event.type().entityFqdn())
            .put("slug", event.type().slug())
            .put("entityId", event.entityId())
            .put("eventTime", TIME.format(event.time()))
            .put("triggeredByAnonymizeRequest", false)
            .put("entityEventSequence", Long.toString(event.sequence()));
    if (isDeletion(event.type())) {
      // The official client hands out nothing that stands inside of deletedEvent only.
      object.set("movedToTrash", body.path("movedToTrash"));
    }
    switch (event.type()) {
      case FILE_READY, FILE_FAILED ->
          object.set("actionEvent", JsonNodeFactory.instance.objectNode().set("body", body));
      case FILE_UPDATED, FOLDER_UPDATED -> object.set("updatedEvent", body);
      case FILE_DELETED, FOLDER_DELETED -> object.set("deletedEvent", body);
      case FOLDER_CREATED -> object.set("createdEvent", body);
    }
    return object;
  }

  private static boolean isDeletion(EventType type) {
    return type == EventType.FILE_DELETED || type == EventType.FOLDER_DELETED;
  }
}
