/** The demo: a storefront's day in under a minute, and a comparison of what happened with what should have. */
@NullMarked
package dev.tidegate.app.demo;

import org.jspecify.annotations.NullMarked;
