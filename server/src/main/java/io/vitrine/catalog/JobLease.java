package io.vitrine.catalog;

/**
 * The right of one worker to a job. It ends when the job is claimed again, because the worker was
 * taken for lost: from then on nothing can be done with it.
 *
 * @param attempt the number of the claim
 */
public record JobLease(String kind, String key, int attempt) {}
