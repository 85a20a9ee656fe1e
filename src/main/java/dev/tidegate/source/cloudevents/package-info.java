/** CloudEvents over HTTP, in all three content modes. */
@NullMarked
package dev.tidegate.source.cloudevents;

import org.jspecify.annotations.NullMarked;
