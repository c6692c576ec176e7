/** What an attacker would try, one test for each row of docs/security.md that no other package tests. */
@NullMarked
package dev.freshet.security;

import org.jspecify.annotations.NullMarked;
