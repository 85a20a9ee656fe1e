/** Trigger definitions, and the pure decisions: which of them an event sets off, and whether a message that is due is sent. */
@NullMarked
package dev.tidegate.trigger;

import org.jspecify.annotations.NullMarked;
