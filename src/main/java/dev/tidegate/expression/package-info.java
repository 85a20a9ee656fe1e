/**
 * Expressions from the configuration (CEL): checked when they are read, bounded when they run, over plain values.
 *
 * <p>An expression is written by the operator and never taken from public input.
 */
@NullMarked
package dev.tidegate.expression;

import org.jspecify.annotations.NullMarked;
