package io.vitrine.media.imaging;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * How something looks, learnt by a machine: stages of small decision trees over differences of
 * rectangles (Viola and Jones, 2001), as OpenCV keeps them in its XML. A window of a picture is it
 * when it passes all stages; most fail the first ones, which are short. Stages, trees and nodes lie
 * one after another, for they are gone through millions of times.
 *
 * @param width of the window
 * @param height of the window
 * @param stages their thresholds, and behind which tree they end
 * @param nodes of all trees
 * @param trees where the nodes and the leaves of each begin
 * @param leaves of all trees
 */
@SuppressWarnings("ArrayRecordComponent") // cascades are not compared
record HaarCascade(
    int width,
    int height,
    Stages stages,
    Trees trees,
    Nodes nodes,
    float[] leaves,
    List<List<Rectangle>> features) {
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final String HAAR = "HAAR";
  private static final int NUMBERS_OF_NODE = 4;

  /** The leaves of a stage's trees must add up to its threshold. */
  @SuppressWarnings("ArrayRecordComponent") // cascades are not compared
  record Stages(float[] thresholds, int[] ends) {}

  /** Where the nodes and the leaves of each tree begin. */
  @SuppressWarnings("ArrayRecordComponent") // cascades are not compared
  record Trees(int[] nodes, int[] leaves) {}

  /**
   * The nodes of all trees.
   *
   * @param below where to go when the feature is below the threshold: to a node of the same tree
   *     when above 0, else to the leaf of that number without its sign
   * @param others where to go else
   */
  @SuppressWarnings("ArrayRecordComponent") // cascades are not compared
  record Nodes(int[] below, int[] others, int[] features, float[] thresholds) {}

  /** A rectangle of a window, whose sum counts by its weight; a feature is two or three. */
  record Rectangle(int x, int y, int width, int height, float weight) {}

  /**
   * Reads one.
   *
   * @throws IOException when the file cannot be read, or is none
   */
  static HaarCascade read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      HaarCascade read = new Reading(factory.createXMLStreamReader(in)).cascade();
      read.check();
      return read;
    } catch (XMLStreamException | RuntimeException failure) {
      throw new IOException("no cascade in " + file + ": " + failure.getMessage(), failure);
    }
  }

  private void check() {
    if (stages.ends().length == 0 || width < 3 || height < 3) {
      throw new IllegalArgumentException("it has no stages");
    }
    for (Rectangle part : features.stream().flatMap(List::stream).toList()) {
      if (part.x() < 0
          || part.y() < 0
          || part.x() + part.width() > width
          || part.y() + part.height() > height) {
        throw new IllegalArgumentException("a feature leaves the window");
      }
    }
  }

  /** Goes over the elements; each is taken when it ends. */
  private static final class Reading {
    private final XMLStreamReader xml;
    private final StringBuilder text = new StringBuilder();
    private final List<Double> stageThresholds = new ArrayList<>();
    private final List<Integer> stageEnds = new ArrayList<>();
    private final List<Integer> treeNodes = new ArrayList<>();
    private final List<Integer> treeLeaves = new ArrayList<>();
    private final List<double[]> nodes = new ArrayList<>();
    private final List<Double> leaves = new ArrayList<>();
    private final List<List<Rectangle>> features = new ArrayList<>();
    private List<Rectangle> rectangles = new ArrayList<>();
    private int width;
    private int height;

    private Reading(XMLStreamReader xml) {
      this.xml = xml;
    }

    private HaarCascade cascade() throws XMLStreamException {
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> text.setLength(0);
          case XMLStreamConstants.CHARACTERS -> text.append(xml.getText());
          case XMLStreamConstants.END_ELEMENT -> {
            ended(xml.getLocalName());
            text.setLength(0);
          }
          default -> {}
        }
      }
      return new HaarCascade(
          width,
          height,
          new Stages(floats(stageThresholds), ints(stageEnds)),
          new Trees(ints(treeNodes), ints(treeLeaves)),
          new Nodes(column(0), column(1), column(2), thresholds()),
          floats(leaves),
          List.copyOf(features));
    }

    private void ended(String element) {
      switch (element) {
        case "featureType" -> {
          if (!text.toString().strip().equals(HAAR)) {
            throw new IllegalArgumentException("features of type " + text);
          }
        }
        case "width" -> width = (int) numbers()[0];
        case "height" -> height = (int) numbers()[0];
        case "stageThreshold" -> stageThresholds.add(numbers()[0]);
        case "internalNodes" -> {
          treeNodes.add(nodes.size());
          double[] numbers = numbers();
          for (int i = 0; i < numbers.length; i += NUMBERS_OF_NODE) {
            nodes.add(Arrays.copyOfRange(numbers, i, i + NUMBERS_OF_NODE));
          }
        }
        case "leafValues" -> {
          treeLeaves.add(leaves.size());
          Arrays.stream(numbers()).forEach(leaves::add);
        }
        case "weakClassifiers" -> stageEnds.add(treeNodes.size());
        case "tilted" -> throw new IllegalArgumentException("it has rectangles that lie aslant");
        case "rects" -> {
          features.add(List.copyOf(rectangles));
          rectangles = new ArrayList<>();
        }
        case "_" -> rectangle(numbers());
        default -> {}
      }
    }

    /** Lists of anything have elements of this name. */
    private void rectangle(double[] numbers) {
      if (numbers.length == 5) {
        rectangles.add(
            new Rectangle(
                (int) numbers[0],
                (int) numbers[1],
                (int) numbers[2],
                (int) numbers[3],
                (float) numbers[4]));
      }
    }

    private int[] column(int number) {
      return nodes.stream().mapToInt(node -> (int) node[number]).toArray();
    }

    private float[] thresholds() {
      return floats(nodes.stream().map(node -> node[NUMBERS_OF_NODE - 1]).toList());
    }

    private double[] numbers() {
      return BLANKS
          .splitAsStream(text.toString().strip())
          .filter(word -> !word.isEmpty())
          .mapToDouble(Double::parseDouble)
          .toArray();
    }

    private static int[] ints(List<Integer> values) {
      return values.stream().mapToInt(value -> value).toArray();
    }

    private static float[] floats(List<Double> values) {
      float[] floats = new float[values.size()];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = values.get(i).floatValue();
      }
      return floats;
    }
  }
}
