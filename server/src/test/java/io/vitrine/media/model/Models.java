package io.vitrine.media.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Models that are made here. */
final class Models {
  private static final float[] CUBE = {
    -1, -1, -1, 1, -1, -1, 1, 1, -1, -1, 1, -1, -1, -1, 1, 1, -1, 1, 1, 1, 1, -1, 1, 1
  };
  private static final int[] FACES = {
    4, 5, 6, 4, 6, 7, 1, 0, 3, 1, 3, 2, 5, 1, 2, 5, 2, 6, 0, 4, 7, 0, 7, 3, 7, 6, 2, 7, 2, 3, 0, 1,
    5, 0, 5, 4
  };

  /** A red cube, by 16-bit indices. */
  static final String CUBE_JSON =
      """
      {"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],
       "meshes":[{"primitives":[{"attributes":{"POSITION":0},"indices":1,"material":0}]}],
       "materials":[{"pbrMetallicRoughness":{"baseColorFactor":[0.9,0.05,0.05,1]}}],
       "buffers":[{"byteLength":168}],
       "bufferViews":[{"buffer":0,"byteOffset":0,"byteLength":96},
                      {"buffer":0,"byteOffset":96,"byteLength":72}],
       "accessors":[{"bufferView":0,"componentType":5126,"count":8,"type":"VEC3"},
                    {"bufferView":1,"componentType":5123,"count":36,"type":"SCALAR"}]}""";

  private Models() {}

  /** The points of the cube, then its indices: 168 bytes. */
  static byte[] cubeNumbers() {
    ByteBuffer numbers = ByteBuffer.allocate(168).order(ByteOrder.LITTLE_ENDIAN);
    for (float coordinate : CUBE) {
      numbers.putFloat(coordinate);
    }
    for (int index : FACES) {
      numbers.putShort((short) index);
    }
    return numbers.array();
  }

  static byte[] cube() {
    return glb(CUBE_JSON, cubeNumbers());
  }

  static byte[] glb(String json, byte[] numbers) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    int textLength = (text.length + 3) / 4 * 4;
    int length = 12 + 8 + textLength + (numbers.length == 0 ? 0 : 8 + numbers.length);
    ByteBuffer glb = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    glb.putInt(0x46546c67).putInt(2).putInt(length);
    glb.putInt(textLength).putInt(0x4e4f534a).put(text);
    for (int i = text.length; i < textLength; i++) {
      glb.put((byte) ' ');
    }
    if (numbers.length > 0) {
      glb.putInt(numbers.length).putInt(0x004e4942).put(numbers);
    }
    return glb.array();
  }
}
