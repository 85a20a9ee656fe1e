/** The port to an ESP and one class per ESP. */
@NullMarked
package dev.tidegate.connector;

import org.jspecify.annotations.NullMarked;
