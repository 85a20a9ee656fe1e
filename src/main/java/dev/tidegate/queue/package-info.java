/** All durable work: accepting events, handing them to their partition, deciding and committing, timers, ownership. */
@NullMarked
package dev.tidegate.queue;

import org.jspecify.annotations.NullMarked;
