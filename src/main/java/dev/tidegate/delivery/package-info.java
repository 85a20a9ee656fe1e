/**
 * Messages on their way to an ESP: outbox, permits, attempts, outcomes, dead letters, and what an operator can do about them.
 */
@NullMarked
package dev.tidegate.delivery;

import org.jspecify.annotations.NullMarked;
