package io.vitrine.media.model;

import io.vitrine.media.MediaFacts;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks that the JSON of a model can be read, and counts what it has (contract: processing.md
 * sections 2 and 6). It is read as a stream: what is of no interest costs no memory.
 */
public final class StructureStep implements ProcessingStep {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public String name() {
    return "structure";
  }

  @Override
  public void run(Workpiece work) throws ProcessingException, IOException {
    if (!work.source().mimeType().equals("model/gltf-binary")) {
      return;
    }
    try (GlbFile model = GlbFile.open(work.source().path());
        JsonParser json = JSON.createParser(model.json())) {
      Census census = new Census();
      census.read(json);
      work.note(facts -> facts.with(census.facts()));
    } catch (JacksonException wrong) {
      throw new ProcessingException(
          Code.FILE_CORRUPT, "the glTF model is damaged: its JSON cannot be read", wrong);
    }
  }

  private static final class Census {
    private int meshes;
    private int materials;
    private int animations;
    private boolean complete = true;
    private boolean isAsset;

    private void read(JsonParser json) throws ProcessingException {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw GlbFile.damaged("its JSON is no object");
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "meshes" -> meshes = count(json);
          case "materials" -> materials = count(json);
          case "animations" -> animations = count(json);
          case "buffers", "images" -> lookForOutside(json);
          default -> {
            isAsset |= name.equals("asset");
            json.skipChildren();
          }
        }
      }
      if (!isAsset) {
        throw GlbFile.damaged("it does not say which glTF it is");
      }
    }

    private static int count(JsonParser json) throws ProcessingException {
      expectArray(json);
      int count = 0;
      while (json.nextToken() != JsonToken.END_ARRAY) {
        json.skipChildren();
        count++;
      }
      return count;
    }

    /** Security.md row 38: what lies elsewhere is named in {@code uri}, but for {@code data:}. */
    private void lookForOutside(JsonParser json) throws ProcessingException {
      expectArray(json);
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
          throw GlbFile.damaged("a buffer or image is no object");
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
          boolean uri = json.currentName().equals("uri");
          JsonToken value = json.nextToken();
          if (uri && value == JsonToken.VALUE_STRING) {
            complete &= json.getString().startsWith("data:");
          }
          json.skipChildren();
        }
      }
    }

    private static void expectArray(JsonParser json) throws ProcessingException {
      if (json.currentToken() != JsonToken.START_ARRAY) {
        throw GlbFile.damaged("a list is no list");
      }
    }

    private MediaFacts.Model facts() {
      return new MediaFacts.Model(meshes, materials, animations, complete);
    }
  }
}
