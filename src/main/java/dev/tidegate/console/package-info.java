/** The management port: health, metrics and the operator's API. */
@NullMarked
package dev.tidegate.console;

import org.jspecify.annotations.NullMarked;
