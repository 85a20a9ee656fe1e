/** Completing thin events: asking providers for what they did not tell, with limits, and never on the way of accepting. */
@NullMarked
package dev.tidegate.completion;

import org.jspecify.annotations.NullMarked;
