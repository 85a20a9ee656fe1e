/** Tells in words why a message was sent or was not, by what a running gateway has on record. */
@NullMarked
package dev.tidegate.app.explain;

import org.jspecify.annotations.NullMarked;
