package dev.freshet.camel;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Bean {@code singleTry}: has a client make each call once. By itself it makes a refused one again, past the budget and
 * sooner than the server asks for.
 */
public final class SingleTry implements HttpClientConfigurer {

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.disableAutomaticRetries();
    }
}
