package io.vitrine.library;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * The limits of the library (contract: operator.md, Settings).
 *
 * @param maxUploadSize bytes of the largest file
 * @param quota bytes that one site may hold, the trash bin included; empty for no limit
 * @param uploadExpiry how long an upload URL lives
 * @param resumableExpiry how long a resumable upload token lives, and an unfinished upload since
 *     its last byte
 * @param openUploads bytes that the unfinished uploads of one site may take
 * @param trashRetention how long a trashed file or folder can be restored
 */
public record LibraryConfig(
    long maxUploadSize,
    OptionalLong quota,
    Duration uploadExpiry,
    Duration resumableExpiry,
    long openUploads,
    Duration trashRetention) {}
