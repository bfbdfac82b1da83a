/**
 * Does the catalog's jobs in the background: claims them, keeps their leases, puts them off after
 * failures and gives them back when the server stops. Begin at {@link io.vitrine.jobs.JobWorker};
 * who has work to do writes a {@link io.vitrine.jobs.JobHandler}. It knows kinds of jobs, not their
 * meaning.
 */
package io.vitrine.jobs;
