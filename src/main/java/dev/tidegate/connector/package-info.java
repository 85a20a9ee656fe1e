/**
 * The port to an ESP and what all ESPs share. Each ESP has a sub-package of its own; {@code http} sends what they ask for.
 */
@NullMarked
package dev.tidegate.connector;

import org.jspecify.annotations.NullMarked;
