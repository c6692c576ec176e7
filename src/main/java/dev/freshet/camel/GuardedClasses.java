package dev.freshet.camel;

import dev.freshet.rights.Right;
import dev.freshet.rights.Rights;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultClassResolver;
import org.jspecify.annotations.Nullable;

/**
 * Loads no class that routes may not name. Camel asks here for all that a text names: {@code #class:}, the type of a bean, a
 * bean's name that isn't known, <code>${type:…}</code>. It asks for its own parts too, which may be had, and for exceptions, which only say
 * what a route catches.
 */
final class GuardedClasses extends DefaultClassResolver {

    private final Rights rights;

    GuardedClasses(Rights rights, CamelContext context) {
        super(context);
        this.rights = rights;
    }

    @Override
    protected @Nullable Class<?> loadClass(String name, ClassLoader loader) {
        Class<?> found = super.loadClass(name, loader);
        if (found == null || !Throwable.class.isAssignableFrom(found)) {
            rights.refusal(Right.CLASS, name).filter(refusal -> !isOwn(name)).ifPresent(refusal -> {
                throw new RefusedByRightsException(refusal);
            });
        }
        return found;
    }

    private static boolean isOwn(String name) {
        return (name.startsWith("org.apache.camel.") && !name.startsWith("org.apache.camel.util."))
                || name.startsWith("dev.freshet.api.");
    }
}
