package io.vitrine.media;

import java.time.Duration;

/**
 * What a program may take that reads hostile bytes (contract: processing.md section 6).
 *
 * @param memory bytes that it may hold
 * @param addressSpace bytes that it may reserve; more than it holds
 * @param fileSize bytes of each file that it writes
 * @param computing seconds of all its threads together
 * @param time from start to end
 */
public record ProgramLimits(
    long memory, long addressSpace, long fileSize, Duration computing, Duration time) {}
