/** Messages on their way to an ESP: permits, attempts, outcomes, dead letters. */
@NullMarked
package dev.tidegate.delivery;

import org.jspecify.annotations.NullMarked;
