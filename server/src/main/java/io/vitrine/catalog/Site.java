package io.vitrine.catalog;

import java.time.Instant;

/**
 * A site: a set of files and folders apart from all others.
 *
 * @param id at most 100 characters, a GUID by custom
 * @param bytes the sizes of all its files added up, the trash bin included
 * @param files how many they are
 */
public record Site(String id, Instant created, long bytes, long files) {}
