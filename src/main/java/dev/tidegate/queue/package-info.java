/**
 * All durable work: accepting events, finding whose they are, handing them to their partition, deciding and committing, timers,
 * merging profiles and undoing that.
 */
@NullMarked
package dev.tidegate.queue;

import org.jspecify.annotations.NullMarked;
