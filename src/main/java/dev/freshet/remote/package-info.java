/** Whether what other machines do for Freshet can be used: one circuit breaker each, and the outage that goes on. */
@NullMarked
package dev.freshet.remote;

import org.jspecify.annotations.NullMarked;
