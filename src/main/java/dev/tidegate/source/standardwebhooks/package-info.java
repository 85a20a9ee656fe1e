/** Webhooks by the Standard Webhooks specification, version 1. */
@NullMarked
package dev.tidegate.source.standardwebhooks;

import org.jspecify.annotations.NullMarked;
