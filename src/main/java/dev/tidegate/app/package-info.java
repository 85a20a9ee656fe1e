/** What runs a process: builds all parts, hands each what it needs, starts them in order and stops them in reverse. */
@NullMarked
package dev.tidegate.app;

import org.jspecify.annotations.NullMarked;
