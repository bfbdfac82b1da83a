package io.vitrine.media;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Looks through XML without a DTD, entities or anything from outside, within the limits of
 * processing.md section 6.
 */
sealed interface XmlDocument {
  int MAX_DEPTH = 256;
  int MAX_NODES = 200_000;
  long MAX_BYTES = 10L << 20;

  /** Where the first element must be found; comments and spaces may come before it. */
  long MAX_PROLOGUE = 1L << 20;

  /**
   * The first element.
   *
   * @param namespace empty when it has none
   * @param attributes those without a namespace
   */
  record Root(String name, String namespace, Map<String, String> attributes)
      implements XmlDocument {}

  record HasDtd() implements XmlDocument {}

  record NotXml() implements XmlDocument {}

  /** Reads up to the first element. */
  static XmlDocument open(Content content) throws IOException {
    return read(content.stream(MAX_PROLOGUE), XmlDocument::toRoot, new NotXml());
  }

  /** Why the whole document is not taken; empty when it is well-formed and within the limits. */
  static Optional<String> problem(Content content) throws IOException {
    if (content.size() > MAX_BYTES) {
      return Optional.of("is larger than " + MAX_BYTES + " bytes");
    }
    return read(
        content.stream(MAX_BYTES), XmlDocument::toEnd, Optional.of("is not well-formed XML"));
  }

  private static XmlDocument toRoot(XMLStreamReader xml) throws XMLStreamException {
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.DTD -> {
          return new HasDtd();
        }
        case XMLStreamConstants.START_ELEMENT -> {
          String namespace = xml.getNamespaceURI();
          return new Root(xml.getLocalName(), namespace == null ? "" : namespace, attributes(xml));
        }
        default -> {}
      }
    }
    return new NotXml();
  }

  private static Optional<String> toEnd(XMLStreamReader xml) throws XMLStreamException {
    int depth = 0;
    int nodes = 0;
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> depth++;
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.ENTITY_REFERENCE -> {
          return Optional.of("has entities");
        }
        default -> {}
      }
      nodes++;
      if (depth > MAX_DEPTH || nodes > MAX_NODES) {
        return Optional.of("is deeper than 256 elements or has more than 200,000 nodes");
      }
    }
    return Optional.empty();
  }

  private static Map<String, String> attributes(XMLStreamReader xml) {
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (xml.getAttributeNamespace(i) == null || xml.getAttributeNamespace(i).isEmpty()) {
        attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
      }
    }
    return attributes;
  }

  private static <T> T read(InputStream bytes, Pass<T> pass, T malformed) throws IOException {
    Watched stream = new Watched(bytes);
    try {
      XMLStreamReader xml = factory().createXMLStreamReader(stream);
      try {
        return pass.over(xml);
      } finally {
        xml.close();
      }
    } catch (XMLStreamException | RuntimeException _) {
      // The JDK's parser answers some hostile texts with unchecked exceptions.
      if (stream.failure != null) {
        throw stream.failure;
      }
      return malformed;
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    // The JDK's own limit is lower; one more than ours lets ours speak.
    factory.setProperty("jdk.xml.maxElementDepth", MAX_DEPTH + 1);
    factory.setXMLResolver(
        (_, _, _, _) -> {
          throw new XMLStreamException("nothing is read from outside");
        });
    return factory;
  }

  /** Goes over a document. */
  @FunctionalInterface
  interface Pass<T> {
    T over(XMLStreamReader xml) throws XMLStreamException;
  }

  /** Remembers a failure to read, which the parser would tell as bad XML. */
  final class Watched extends FilterInputStream {
    private IOException failure;

    private Watched(InputStream stream) {
      super(stream);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return super.read(target, offset, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
