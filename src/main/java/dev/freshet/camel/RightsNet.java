package dev.freshet.camel;

import dev.freshet.rights.Functions;
import dev.freshet.rights.Right;
import dev.freshet.rights.Rights;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.DataFormatResolver;
import org.apache.camel.spi.Language;
import org.apache.camel.spi.LanguageResolver;
import org.apache.camel.support.PluginHelper;

/**
 * What routes may use, asked again where Camel looks a thing up: by then every placeholder is replaced, and an address that
 * a message gave is known.
 */
final class RightsNet {

    private final Rights rights;

    RightsNet(Rights rights) {
        this.rights = rights;
    }

    /** Puts it around the resolvers of a context that has resolved nothing yet. */
    void addTo(CamelContext context) {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        ComponentResolver components = PluginHelper.getComponentResolver(extension);
        extension.addContextPlugin(ComponentResolver.class, (name, in) -> {
            refuse(Right.COMPONENT, name);
            return name.equals("file") && !rights.mayWriteFiles()
                    ? new ReadOnlyFiles()
                    : components.resolveComponent(name, in);
        });
        LanguageResolver languages = PluginHelper.getLanguageResolver(extension);
        Functions functions =
                new Functions(rights, name -> context.getRegistry().lookupByName(name) != null);
        extension.addContextPlugin(LanguageResolver.class, (name, in) -> {
            refuse(Right.LANGUAGE, name);
            return name.equals("simple") ? simple(functions) : languages.resolveLanguage(name, in);
        });
        DataFormatResolver formats = PluginHelper.getDataFormatResolver(extension);
        extension.addContextPlugin(DataFormatResolver.class, (name, in) -> {
            refuse(Right.FORMAT, name);
            return formats.createDataFormat(name, in);
        });
        extension.registerEndpointCallback(MailHeaders::close);
        if (!rights.mayWriteFiles()) {
            extension.registerEndpointCallback(ReadOnlyFiles::refuseWriting);
        }
        context.setClassResolver(new GuardedClasses(rights, context));
    }

    private static Language simple(Functions functions) {
        GuardedSimple simple = new GuardedSimple(functions);
        simple.init();
        return simple;
    }

    private void refuse(Right right, String name) {
        rights.refusal(right, name).ifPresent(refusal -> {
            throw new RefusedByRightsException(refusal);
        });
    }
}
