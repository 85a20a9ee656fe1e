/** Webhooks by the Standard Webhooks specification. */
@NullMarked
package dev.tidegate.source.standardwebhooks;

import org.jspecify.annotations.NullMarked;
