/** Per provider: proving that a request is genuine and reading its JSON into events. */
@NullMarked
package dev.tidegate.source;

import org.jspecify.annotations.NullMarked;
