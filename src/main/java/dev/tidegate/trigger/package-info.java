/** Trigger definitions and the pure decision which of them an event sets off. */
@NullMarked
package dev.tidegate.trigger;

import org.jspecify.annotations.NullMarked;
