/**
 * Reaches servers that somebody else named: HTTP requests that cannot be led to an address inside
 * (contract: uploads.md section 3.2). Begin at {@link io.vitrine.fetch.SourceClient}; what may be
 * reached stands in {@link io.vitrine.fetch.AddressRule}. It knows neither files nor jobs, so that
 * imports and webhooks can share it.
 */
package io.vitrine.fetch;
