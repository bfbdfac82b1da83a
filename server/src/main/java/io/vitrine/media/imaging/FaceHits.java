package io.vitrine.media.imaging;

import io.vitrine.media.Face;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/** Makes faces of windows that look like one. */
final class FaceHits {
  /** Fewer that agree are a mistake. */
  private static final int LEAST = 4;

  /** Of the edge, by which hits of one face may differ. */
  private static final double NEAR = 0.2;

  /** Of the edge of the smaller face: what is nearer to each other is one of them. */
  private static final double APART = 0.5;

  /** So many hits are confidence of one half. */
  private static final double HALF_SURE = 6;

  private FaceHits() {}

  /** A square window. */
  record Hit(int x, int y, int edge) {}

  /** Hits that agree with the first one. */
  private static final class Group {
    private final List<Hit> members = new ArrayList<>();

    private boolean takes(Hit hit) {
      return members.stream().anyMatch(member -> agree(member, hit));
    }

    private static boolean agree(Hit one, Hit other) {
      double most = NEAR * Math.min(one.edge(), other.edge());
      return Math.abs(one.x() - other.x()) <= most
          && Math.abs(one.y() - other.y()) <= most
          && Math.abs(one.x() + one.edge() - other.x() - other.edge()) <= most
          && Math.abs(one.y() + one.edge() - other.y() - other.edge()) <= most;
    }

    private int mean(ToIntFunction<Hit> number) {
      return (int) Math.round(members.stream().mapToInt(number).average().orElseThrow());
    }

    private Face face() {
      double sure = members.size() / (members.size() + HALF_SURE);
      int edge = mean(Hit::edge);
      return new Face(Math.round(sure * 1_000) / 10.0, mean(Hit::x), mean(Hit::y), edge, edge);
    }
  }

  /** Groups hits; confidence grows with how many agree. */
  static List<Face> faces(List<Hit> hits) {
    List<Group> groups = new ArrayList<>();
    for (Hit hit : hits) {
      List<Group> takers = groups.stream().filter(group -> group.takes(hit)).toList();
      Group group = takers.isEmpty() ? new Group() : takers.getFirst();
      group.members.add(hit);
      takers.stream().skip(1).forEach(other -> group.members.addAll(other.members));
      groups.removeAll(takers);
      groups.add(group);
    }
    List<Face> faces = new ArrayList<>();
    groups.stream()
        .filter(group -> group.members.size() >= LEAST)
        .sorted(Comparator.comparingInt((Group group) -> group.members.size()).reversed())
        .map(Group::face)
        .forEach(
            face -> {
              if (faces.stream().noneMatch(better -> overlap(better, face))) {
                faces.add(face);
              }
            });
    return faces;
  }

  private static boolean overlap(Face one, Face other) {
    double near = APART * Math.max(one.width(), other.width());
    return Math.abs(centre(one.x(), one.width()) - centre(other.x(), other.width())) < near
        && Math.abs(centre(one.y(), one.height()) - centre(other.y(), other.height())) < near;
  }

  private static double centre(int start, int length) {
    return start + length / 2.0;
  }
}
