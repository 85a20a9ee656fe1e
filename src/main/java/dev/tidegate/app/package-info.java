/** Commands, settings, wiring, and ordered start and stop. */
@NullMarked
package dev.tidegate.app;

import org.jspecify.annotations.NullMarked;
