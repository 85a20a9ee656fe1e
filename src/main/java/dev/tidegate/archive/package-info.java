/** Decided events as compressed files, for backtests and audits. */
@NullMarked
package dev.tidegate.archive;

import org.jspecify.annotations.NullMarked;
