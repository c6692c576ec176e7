package dev.freshet.camel;

import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Bean {@code stageTimer}: times the steps of the pipeline that work on a document. Camel finds it by its type. */
public final class StageTimer implements InterceptStrategy {

    /** The stages, by the beans that do their work. */
    private static final Map<String, String> STAGES =
            Map.of("extractor", "extract", "chunker", "chunk", "embedding", "embed", "writer", "store");

    private final BiConsumer<String, Duration> times;

    public StageTimer(BiConsumer<String, Duration> times) {
        this.times = times;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor next) {
        String stage =
                definition instanceof BeanDefinition bean && bean.getRef() != null ? STAGES.get(bean.getRef()) : null;
        return stage == null ? target : new Timed(stage, target);
    }

    private final class Timed extends DelegateAsyncProcessor {

        private final String stage;

        Timed(String stage, Processor target) {
            super(target);
            this.stage = stage;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            long began = System.nanoTime();
            return super.process(exchange, sync -> {
                times.accept(stage, Duration.ofNanos(System.nanoTime() - began));
                callback.done(sync);
            });
        }
    }
}
