/** Webhooks from BigCommerce. */
@NullMarked
package dev.tidegate.source.bigcommerce;

import org.jspecify.annotations.NullMarked;
