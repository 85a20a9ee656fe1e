/** Postmark's template API. */
@NullMarked
package dev.tidegate.connector.postmark;

import org.jspecify.annotations.NullMarked;
