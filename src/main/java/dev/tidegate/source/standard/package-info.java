/** Bringing what senders write into the canonical form: addresses, numbers, times, codes, and the event as a whole. */
@NullMarked
package dev.tidegate.source.standard;

import org.jspecify.annotations.NullMarked;
