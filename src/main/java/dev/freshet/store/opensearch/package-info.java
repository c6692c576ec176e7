/** A store in an index of OpenSearch or Elasticsearch, over their REST interfaces, which differ in vectors alone. */
@NullMarked
package dev.freshet.store.opensearch;

import org.jspecify.annotations.NullMarked;
