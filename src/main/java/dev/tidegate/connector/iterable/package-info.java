/** Iterable's custom events. */
@NullMarked
package dev.tidegate.connector.iterable;

import org.jspecify.annotations.NullMarked;
