package io.vitrine.catalog;

/** A file or folder at the top of the trash bin of a site. */
public record TrashedItem(String siteId, String id) {}
