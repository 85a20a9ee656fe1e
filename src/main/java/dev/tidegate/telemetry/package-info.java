/** Meters, the log of refused requests, and crash points. */
@NullMarked
package dev.tidegate.telemetry;

import org.jspecify.annotations.NullMarked;
