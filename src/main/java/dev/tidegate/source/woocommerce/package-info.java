/** Webhooks from WooCommerce. */
@NullMarked
package dev.tidegate.source.woocommerce;

import org.jspecify.annotations.NullMarked;
