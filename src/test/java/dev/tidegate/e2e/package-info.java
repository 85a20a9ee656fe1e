/** The whole gateway over HTTP, as processes that can be killed. */
@NullMarked
package dev.tidegate.e2e;

import org.jspecify.annotations.NullMarked;
