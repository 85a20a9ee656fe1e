/** Webhooks from Stripe. */
@NullMarked
package dev.tidegate.source.stripe;

import org.jspecify.annotations.NullMarked;
