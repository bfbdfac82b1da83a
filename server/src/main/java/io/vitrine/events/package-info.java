/**
 * Tells subscribers what happened: takes the catalog's events, signs each and brings it to whoever
 * asked for it, again and again until it was taken or is given up (contract: events.md). Begin at
 * {@link io.vitrine.events.WebhookWorker}. What happened is decided elsewhere: events are rows that
 * were written with the change that they tell of.
 */
package io.vitrine.events;
