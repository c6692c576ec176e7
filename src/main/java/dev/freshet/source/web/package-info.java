/** What Freshet knows of web sites: their sitemaps, what robots.txt says, and how to ask for a page only if it changed. */
@NullMarked
package dev.freshet.source.web;

import org.jspecify.annotations.NullMarked;
