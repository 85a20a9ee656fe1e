/** Who a customer is: identity, profile facts and consent. */
@NullMarked
package dev.tidegate.profile;

import org.jspecify.annotations.NullMarked;
