package io.vitrine.catalog;

import java.time.Instant;

/**
 * How far a job is that runs.
 *
 * @param step what it does at the moment; the catalog gives it no meaning
 * @param percent of the whole job, 0 to 100
 * @param stepPercent of the step, 0 to 100
 * @param stepStarted when it began with the step
 */
public record JobProgress(String step, int percent, int stepPercent, Instant stepStarted) {}
