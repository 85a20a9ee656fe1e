/** The command line: what can be typed, what is printed, and the exit codes. */
@NullMarked
package dev.tidegate.app.cli;

import org.jspecify.annotations.NullMarked;
