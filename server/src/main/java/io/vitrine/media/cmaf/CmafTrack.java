package io.vitrine.media.cmaf;

import com.fasterxml.jackson.annotation.JsonIgnore;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a playlist tells of a track without opening it; kept with the variant as its details.
 *
 * @param codec as RFC 6381 names it
 * @param width pixels; 0 of sound
 * @param height pixels; 0 of sound
 * @param channels 0 of a film
 * @param sampleRate a second; 0 of a film
 * @param frameRate thousandths of a frame a second, on average; 0 of sound
 * @param milliseconds of the whole track
 * @param longestSegment milliseconds, rounded up
 * @param peakBitrate the most bits a second of any segment
 * @param averageBitrate bits a second
 * @param keyFrameBitrate the most bits a second when only the key frames are shown
 * @param headerLength bytes in front of the fragments: the initialization segment
 * @param indexLength bytes of the {@link CmafIndex} at the beginning of the track's description
 * @param boxLength bytes behind it: the box {@code trak} up to the offsets of its chunks
 * @param movieDuration in the ticks of a progressive file
 */
public record CmafTrack(
    String codec,
    int width,
    int height,
    int channels,
    int sampleRate,
    int frameRate,
    long milliseconds,
    long longestSegment,
    long peakBitrate,
    long averageBitrate,
    long keyFrameBitrate,
    long headerLength,
    long indexLength,
    long boxLength,
    long movieDuration) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * What {@link #json} wrote.
   *
   * @throws MalformedCmafException when it did not
   */
  public static CmafTrack parse(String json) throws MalformedCmafException {
    try {
      return JSON.readValue(json, CmafTrack.class);
    } catch (JacksonException malformed) {
      throw new MalformedCmafException("these are no details of a track");
    }
  }

  /** As the catalog keeps it. */
  public String json() {
    return JSON.writeValueAsString(this);
  }

  /** Whether it has pictures. */
  @JsonIgnore
  public boolean isVideo() {
    return width > 0;
  }
}
