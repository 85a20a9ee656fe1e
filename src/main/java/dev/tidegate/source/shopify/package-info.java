/** Shopify's webhooks: carts, checkouts, orders, refunds, customers and their marketing consent. */
@NullMarked
package dev.tidegate.source.shopify;

import org.jspecify.annotations.NullMarked;
