/** Requests, decided events and merges as compressed files, for backtests, replays and audits. */
@NullMarked
package dev.tidegate.archive;

import org.jspecify.annotations.NullMarked;
